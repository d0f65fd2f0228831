"""Examples for serving the dashboard to others, and what tells of the packages that it runs on."""
