# pandas: module.
