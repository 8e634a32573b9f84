"""What an inspection is and how it is scored: values and pure functions, no disk, no clock."""
