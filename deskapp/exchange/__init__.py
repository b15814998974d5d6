"""In and out: vCard, CSV, JSON, calendars and pages."""
