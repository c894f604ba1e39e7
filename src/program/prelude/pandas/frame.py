# pandas: frame.
