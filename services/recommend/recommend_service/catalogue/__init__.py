"""The goals and activities of a board as this service knows them: built from events, held in memory."""
