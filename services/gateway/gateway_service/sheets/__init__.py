"""Choice cards on paper, with the names that only profile has and cards that only recommend can make."""
