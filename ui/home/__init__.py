"""工作台: what is on today, what comes, what is wrong, and the year so far."""
