# numpy: printing.
