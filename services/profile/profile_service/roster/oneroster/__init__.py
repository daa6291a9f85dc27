"""Reader and validator of OneRoster 1.2 CSV packages: streaming, without database or web framework."""

from profile_service.roster.oneroster.columns import Column
from profile_service.roster.oneroster.diagnostics import Diagnostic, UnsafePackage
from profile_service.roster.oneroster.package import Package, Row, open_package
from profile_service.roster.oneroster.tables import FILES, TABLES, Mode, Table
from profile_service.roster.oneroster.validation import Validation, validate
from profile_service.roster.oneroster.values import list_items
from profile_service.roster.oneroster.writer import PackageWriter, write_package, write_package_to

__all__ = [
    "FILES",
    "TABLES",
    "Column",
    "Diagnostic",
    "Mode",
    "Package",
    "PackageWriter",
    "Row",
    "Table",
    "UnsafePackage",
    "Validation",
    "list_items",
    "open_package",
    "validate",
    "write_package",
    "write_package_to",
]
