"""Waiting for work in another process, with an end to patience."""

import asyncio
from typing import Any

from screens.staffing.waiting import WaitingScreen
from tests.screens.driver import Driver

PATIENCE_SECONDS = 60


async def work_ended(driver: Driver, screen: "WaitingScreen[Any]") -> None:
    """Until the screen's long work has ended and what follows from it is drawn."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while screen.work is not None:
            await driver.pilot.pause(0.02)
    await driver.settled()
