"""Ways to change a file: any file, a PDF, or a result file. All draw from a seeded dice."""

import re
import warnings
import zipfile
from io import BytesIO
from random import Random

_NUMBER = re.compile(rb"\d+")
_NAME = re.compile(rb"/[A-Za-z]+")
_OBJECT = re.compile(rb"(?<!\d)(\d+) 0 obj\b(.*?)endobj", re.DOTALL)
_START = re.compile(rb"startxref\s+(\d+)")
_ROOT = re.compile(rb"/Root (\d+) 0 R")
_HEX = re.compile(rb'Value>([^<]+)<|URI="([^"]+)"|"([^"]+)"')


def flip(content, dice, _other):
    changed = bytearray(content)
    for _ in range(dice.choice((1, 1, 1, 2, 4))):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def overwrite(content, dice, _other):
    start = dice.randrange(len(content))
    length = dice.choice((1, 4, 30, 500))
    return content[:start] + dice.randbytes(length) + content[start + length :]


def drop(content, dice, _other):
    start = dice.randrange(len(content))
    return content[:start] + content[start + dice.choice((1, 2, 20, 700)) :]


def insert(content, dice, _other):
    start = dice.randrange(len(content) + 1)
    return content[:start] + dice.randbytes(dice.choice((1, 2, 20, 700))) + content[start:]


def truncate(content, dice, _other):
    return content[: dice.randrange(len(content))]


def append(content, dice, _other):
    return content + dice.choice((b"\0", b"\n", b"%%EOF\n", dice.randbytes(50), content))


def repeat(content, dice, _other):
    start, length = dice.randrange(len(content)), dice.randrange(1, 2_000)
    place = dice.randrange(len(content))
    return content[:place] + content[start : start + length] + content[place:]


def splice(content, dice, other):
    """A piece of another signed file in the same place."""
    start, length = dice.randrange(len(content)), dice.randrange(1, 4_000)
    return content[:start] + other[start : start + length] + content[start + length :]


def exchange(content, dice, _other):
    """Two pieces of the file change places."""
    first, second = sorted(dice.randrange(len(content)) for _ in range(2))
    length = dice.choice((1, 8, 64, 512))
    one, two = content[first : first + length], content[second : second + length]
    if first + length > second:
        return two
    return (
        content[:first] + two + content[first + length : second] + one + content[second + length :]
    )


GENERAL = (flip, flip, flip, overwrite, drop, insert, truncate, append, repeat, splice, exchange)


def edit_number(content, dice, _other):
    return _edited(content, dice, _NUMBER, lambda _old: b"%d" % dice.choice((0, 1, 9, 4096, 2**31)))


def edit_name(content, dice, _other):
    names = [found[0] for found in _NAME.finditer(content)]
    return _edited(content, dice, _NAME, lambda _old: dice.choice(names))


def edit_object(content, dice, _other):
    """An object is overridden by an update that is appended as any editor would."""
    objects = list(_OBJECT.finditer(content))
    old, body = dice.choice(objects), dice.choice(objects)[2]
    if dice.random() < 0.7:
        body = (
            edit_number(old[2], dice, b"") if dice.random() < 0.5 else edit_name(old[2], dice, b"")
        )
    return _updated(content, {int(old[1]): body})


def paint_over(content, dice, _other):
    """A page gets another content, by an appended update."""
    page = dice.choice([each for each in _OBJECT.finditer(content) if b"/Contents" in each[2]])
    free = max(int(each[1]) for each in _OBJECT.finditer(content)) + 1
    drawing = b"1 0 0 rg 20 240 300 30 re f"
    stream = b"\n<</Length %d>>stream\n%b\nendstream\n" % (len(drawing), drawing)
    body = re.sub(rb"/Contents \d+ 0 R", b"/Contents %d 0 R" % free, page[2])
    return _updated(content, {int(page[1]): body, free: stream})


PDF = (edit_number, edit_name, edit_object, edit_object, paint_over)


def rezip(content, dice, other):
    """Members are renamed, exchanged, left out, doubled, emptied, edited, or put in order."""
    members, theirs = _members(content), _members(other)
    if not (members and theirs):
        return content + b"\0"
    for _ in range(dice.choice((1, 1, 2))):
        index = dice.randrange(len(members))
        name, body = members[index]
        change = dice.randrange(9)
        if change == 0:
            members[index] = (dice.choice(theirs)[0], body)
        elif change == 1:
            members[index] = (name, dict(theirs).get(name, dice.choice(theirs)[1]))
        elif change == 2:
            members.insert(dice.randrange(len(members) + 1), (name, dice.choice(members)[1]))
        elif change == 3 and len(members) > 1:
            del members[index]
        elif change == 4:
            members[index] = (name, GENERAL[dice.randrange(6)](body or b"0", dice, b""))
        elif change == 5:
            members.insert(dice.randrange(len(members) + 1), dice.choice(theirs))
        elif change == 6:
            members[index] = ("../" * dice.randrange(3) + "x/" + name, body)
        elif change == 7:
            members[index] = (name, _edited(body, dice, _HEX, lambda _old: b'"0"'))
        else:
            dice.shuffle(members[1:])
            members[1:] = dice.sample(members[1:], len(members) - 1)
    return _zipped(members, dice)


ASICE = (rezip, rezip, rezip)


def _edited(content, dice, pattern, change):
    found = list(pattern.finditer(content))
    if not found:
        return content + b"0"
    each = dice.choice(found)
    return content[: each.start()] + change(each[0]) + content[each.end() :]


def _updated(content, objects):
    starts, roots = _START.findall(content), _ROOT.findall(content)
    update, table = bytearray(b"\n"), bytearray(b"xref\n")
    for number in sorted(objects):
        table += b"%d 1\n%010d 00000 n \n" % (number, len(content) + len(update))
        update += b"%d 0 obj%bendobj\n" % (number, objects[number])
    place = len(content) + len(update)
    size = max(max(objects) + 1, *(int(each[1]) + 1 for each in _OBJECT.finditer(content)))
    trailer = b"trailer\n<</Size %d/Root %b 0 R/Prev %b>>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(content + update + table + trailer % (size, roots[-1], starts[-1], place))


def _members(content):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


def _zipped(members, dice: Random):
    packed = BytesIO()
    method = dice.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2))
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w") as archive:
        warnings.simplefilter("ignore")  # names that come twice are meant
        for name, body in members:
            info = zipfile.ZipInfo(name, (1980 + dice.randrange(50), 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else method
            archive.writestr(info, body)
        if dice.random() < 0.2:
            archive.comment = dice.randbytes(9)
    return packed.getvalue()
