# numpy: random.
