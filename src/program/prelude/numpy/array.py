# numpy: array.
