"""Programs in the formats that others read: HSDS 3, spreadsheets, GeoJSON, schema.org, iCalendar."""
