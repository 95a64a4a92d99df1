"""Working days before a meeting and after a question, counted by hand on the State Council's calendars."""

from __future__ import annotations

from datetime import date

BEFORE: tuple[tuple[date, dict[int, date]], ...] = (
    # 国庆 2022: 10-08 (Sat) and 10-09 (Sun) worked; 中秋 to 09-12.
    (
        date(2022, 10, 10),
        {1: date(2022, 10, 9), 3: date(2022, 9, 30), 4: date(2022, 9, 29), 5: date(2022, 9, 28), 15: date(2022, 9, 14)},
    ),
    # 春节 2023: 01-21 to 01-27 off, 01-28 (Sat) and 01-29 (Sun) worked.
    (
        date(2023, 1, 30),
        {1: date(2023, 1, 29), 3: date(2023, 1, 20), 4: date(2023, 1, 19), 5: date(2023, 1, 18), 15: date(2023, 1, 4)},
    ),
    # 春节 2024: 02-10 to 02-17 off, 02-04 (Sun) and 02-18 (Sun) worked.
    (
        date(2024, 2, 19),
        {1: date(2024, 2, 18), 3: date(2024, 2, 8), 4: date(2024, 2, 7), 5: date(2024, 2, 6), 15: date(2024, 1, 24)},
    ),
    # 劳动节 2024: 04-28 (Sun) worked; 清明 04-04 to 04-06.
    (
        date(2024, 4, 29),
        {1: date(2024, 4, 28), 3: date(2024, 4, 25), 4: date(2024, 4, 24), 5: date(2024, 4, 23), 15: date(2024, 4, 9)},
    ),
    # 端午 2025: 06-02 (Mon) off.
    (
        date(2025, 6, 19),
        {1: date(2025, 6, 18), 3: date(2025, 6, 16), 4: date(2025, 6, 13), 5: date(2025, 6, 12), 15: date(2025, 5, 28)},
    ),
    # 国庆 2025: 10-01 to 10-08 off, 09-28 (Sun) and 10-11 (Sat) worked.
    (
        date(2025, 10, 13),
        {
            1: date(2025, 10, 11),
            3: date(2025, 10, 9),
            4: date(2025, 9, 30),
            5: date(2025, 9, 29),
            15: date(2025, 9, 16),
        },
    ),
    # 春节 2026: 02-15 to 02-23 off, 02-14 (Sat) worked.
    (
        date(2026, 2, 25),
        {1: date(2026, 2, 24), 3: date(2026, 2, 13), 4: date(2026, 2, 12), 5: date(2026, 2, 11), 15: date(2026, 1, 28)},
    ),
)
"""A meeting's day, and by number of working days the last day that is in time."""

REPLIES: tuple[tuple[date, date], ...] = (
    (date(2022, 4, 29), date(2022, 5, 7)),  # 劳动节 to 05-04; 05-07 (Sat) worked
    (date(2022, 9, 28), date(2022, 10, 8)),  # 国庆; 10-08 (Sat) worked
    (date(2023, 9, 27), date(2023, 10, 8)),  # 中秋 and 国庆 09-29 to 10-06; 10-07 (Sat), 10-08 (Sun) worked
    (date(2024, 2, 8), date(2024, 2, 19)),  # 春节; 02-09 and 02-18 (Sun) worked
    (date(2025, 1, 24), date(2025, 2, 5)),  # 春节 01-28 to 02-04; 01-26 (Sun) worked
    (date(2025, 6, 14), date(2025, 6, 18)),  # asked on a Saturday
    (date(2026, 2, 12), date(2026, 2, 24)),  # 春节; 02-14 (Sat) worked
    (date(2026, 6, 18), date(2026, 6, 24)),  # 端午 06-19 to 06-21
)
"""The day a department was asked, and the last of its three working days."""
