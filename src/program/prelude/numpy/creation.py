# numpy: creation.
