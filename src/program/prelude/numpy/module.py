# numpy: module.
