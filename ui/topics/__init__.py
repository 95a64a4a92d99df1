"""议题: the board of all topics, and the page of one."""
