import io
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping

import pytest

from profile_service.roster.oneroster import UnsafePackage, open_package, validate

ZipOf = Callable[[Mapping[str, str | bytes]], io.BytesIO]

CENTRAL = b"PK\x01\x02"


def refusal(file: io.BytesIO, **limits: int) -> str:
    with pytest.raises(UnsafePackage) as caught:
        validate(open_package(file, **limits))
    assert caught.value.message_nl
    assert caught.value.message_en
    return caught.value.code


def patched(file: io.BytesIO, offset: int, value: bytes) -> io.BytesIO:
    """Change the first entry of the central directory."""
    content = bytearray(file.getvalue())
    start = content.index(CENTRAL) + offset
    content[start : start + len(value)] = value
    return io.BytesIO(bytes(content))


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip at all", b"sourcedId,status\n", b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_zip_is_refused(content: bytes) -> None:
    assert refusal(io.BytesIO(content)) == "package.not_a_zip"


@pytest.mark.parametrize(
    "name",
    ["../users.csv", "/users.csv", "a/../../users.csv", "..\\users.csv", "C:users.csv", "users.csv\x01", "\\\\x\\y"],
)
def test_a_name_that_could_leave_the_package_is_refused(zip_of: ZipOf, name: str) -> None:
    assert refusal(zip_of({name: ""})) == "package.unsafe_name"


def test_a_name_with_a_hidden_end_is_refused(zip_of: ZipOf) -> None:
    hidden = zip_of({"manifest.csvXexe": ""}).getvalue().replace(b"csvXexe", b"csv\x00exe")

    assert refusal(io.BytesIO(hidden)) in {"package.unsafe_name", "package.not_a_zip"}


@pytest.mark.parametrize("name", ["roster/users.csv", "roster/", "__MACOSX/._users.csv", "roster\\users.csv"])
def test_folders_are_refused(zip_of: ZipOf, name: str) -> None:
    assert refusal(zip_of({name: ""})) == "package.folder_name"


def test_a_link_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        link = zipfile.ZipInfo("users.csv")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")

    assert refusal(target) == "package.symlink"


def test_an_encrypted_package_is_refused(zip_of: ZipOf) -> None:
    assert refusal(patched(zip_of({"manifest.csv": "x"}), 8, b"\x01\x00")) == "package.encrypted"


def test_an_unusual_compression_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("manifest.csv", "x")

    assert refusal(target) == "package.unsupported_compression"


def test_a_name_that_occurs_twice_is_refused() -> None:
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w") as archive:
        warnings.simplefilter("ignore", UserWarning)
        archive.writestr("users.csv", "one")
        archive.writestr("users.csv", "two")

    assert refusal(target) == "package.duplicate_name"


def test_more_than_64_files_are_refused(zip_of: ZipOf) -> None:
    assert refusal(zip_of({f"{i}.csv": "" for i in range(65)})) == "package.too_many_entries"


def test_a_huge_directory_is_refused_before_it_is_parsed(zip_of: ZipOf) -> None:
    assert refusal(zip_of({f"{i}-{'x' * 200}.csv": "" for i in range(1200)})) == "package.too_many_entries"


def test_a_package_that_unpacks_beyond_the_limit_is_refused(zip_of: ZipOf) -> None:
    package = zip_of({"manifest.csv": "x" * 60, "users.csv": "y" * 60})

    assert refusal(package, max_uncompressed_bytes=100) == "package.too_large"


def test_a_file_that_grows_more_than_a_hundredfold_is_a_bomb(zip_of: ZipOf) -> None:
    assert refusal(zip_of({"users.csv": b"0" * 1_100_000})) == "package.bomb"


def test_a_small_file_may_compress_well(zip_of: ZipOf) -> None:
    assert open_package(zip_of({"users.csv": b"0" * 900_000})).faults[0].code == "package.missing_manifest"


def test_many_small_bombs_together_are_still_a_bomb(zip_of: ZipOf) -> None:
    names = ["orgs", "courses", "classes"]
    manifest = "propertyName,value\n" + "".join(f"file.{name},bulk\n" for name in names)

    package = zip_of({"manifest.csv": manifest} | {f"{name}.csv": "x" * 990_000 for name in names})

    assert refusal(package) == "package.bomb"


@pytest.mark.parametrize("size", [1, 100])
def test_a_header_that_lies_about_the_size_is_found_out_while_reading(zip_of: ZipOf, size: int) -> None:
    lying = patched(zip_of({"manifest.csv": "propertyName,value\n" * 3}), 24, struct.pack("<L", size))

    assert refusal(lying) == "package.damaged"


def test_a_header_that_lies_about_the_compressed_size_does_not_hide_a_bomb(zip_of: ZipOf) -> None:
    bomb = zip_of({"manifest.csv": b"\n" * 20_000_000})

    assert refusal(patched(bomb, 20, struct.pack("<L", 2_000_000))) in {
        "package.bomb",
        "package.damaged",
        "package.not_a_zip",
    }


def test_damaged_content_is_refused(zip_of: ZipOf) -> None:
    content = bytearray(zip_of({"manifest.csv": "propertyName,value\n"}).getvalue())
    content[45] ^= 0xFF

    assert refusal(io.BytesIO(bytes(content))) == "package.damaged"
