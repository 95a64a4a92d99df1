"""议程: the agenda of one meeting, put together out of candidates, put in order, and set."""
