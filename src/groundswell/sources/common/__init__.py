"""What several sources share: cleaning of text, tables in many dialects, dates and relative times."""
