"""The field's own words and arithmetic; standard library only."""
