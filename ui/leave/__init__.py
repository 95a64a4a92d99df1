"""请假: requests for leave, of one meeting and of all."""
