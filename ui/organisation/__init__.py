"""组织: people, posts and units of a government, with their history."""
