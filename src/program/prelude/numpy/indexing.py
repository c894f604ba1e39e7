# numpy: indexing.
