"""How long a text message is, as the telephone network counts it."""

from dataclasses import dataclass

from notify.gsm import PART, SINGLE, WIDE_PART, WIDE_SINGLE, is_gsm, parts, septets


@dataclass(frozen=True, slots=True)
class TextLength:
    """`used` of `room` characters of `parts` messages; `wide` where a letter outside the GSM
    alphabet makes each letter cost more."""

    used: int
    room: int
    parts: int
    wide: bool

    @property
    def sentence(self) -> str:
        """'34 of 160', '180 of 306: 2 messages'."""
        several = f": {self.parts} messages" if self.parts > 1 else ""
        why = " (a letter is not in the plain alphabet)" if self.wide else ""
        return f"{self.used} of {self.room}{several}{why}"


def text_length(text: str) -> TextLength:
    """The length of a text message of these words."""
    wide, count = not is_gsm(text), parts(text)
    used = len(text.encode("utf-16-le")) // 2 if wide else septets(text)
    single, part = (WIDE_SINGLE, WIDE_PART) if wide else (SINGLE, PART)
    return TextLength(used, single if count == 1 else part * count, count, wide)
