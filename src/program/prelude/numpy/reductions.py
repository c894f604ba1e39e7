# numpy: reductions.
