# numpy: arithmetic.
