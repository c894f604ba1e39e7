# pandas: printing.
