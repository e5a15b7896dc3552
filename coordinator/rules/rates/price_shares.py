"""Fees and taxes of a rate card as a price table holds them."""

from decimal import Decimal

from coordinator.rules.rates.charges import Fee, Tax
from coordinator.rules.rates.price_table import FINE, Share


def fine(amount: Decimal) -> int:
    """A rate in ten-thousandths of the currency."""
    return int((amount * FINE).to_integral_value())


def fee_share(fee: Fee) -> Share:
    return Share(
        kind="fee",
        label=fee.label,
        name=fee.name,
        percent=fine(fee.percent),
        flat=fine(fee.flat),
        per_officer=fine(fee.per_officer),
        per_hour=fine(fee.per_hour),
        per_vehicle=fine(fee.per_vehicle),
        of=fee.of,
        roles=fee.roles,
        least=None if fee.least is None else fine(fee.least),
        most=None if fee.most is None else fine(fee.most),
    )


def tax_share(tax: Tax) -> Share:
    return Share("tax", tax.label, tax.name, fine(tax.percent), of=tax.of, included=tax.included)
