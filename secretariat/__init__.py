"""The secretariat's program: rules of meetings, papers, services. No Qt in here."""
