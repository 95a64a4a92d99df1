"""通知: who has been told of a meeting, what he answered, and who is to be called next."""
