"""The one list of this service's tables: the common ones stand in `tables`, the others with their feature."""

from sqlalchemy import MetaData

metadata = MetaData()
