# pandas: series.
