"""The page 统计."""
