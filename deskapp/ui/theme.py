"""The colours of the desk. One accent; red is for alarms only, amber for what will soon be one."""

from textual.theme import Theme

DARK = Theme(
    name="dark",
    dark=True,
    primary="#7cc7b8",
    secondary="#7cc7b8",
    accent="#7cc7b8",
    foreground="#d9dde4",
    background="#15181d",
    surface="#15181d",
    panel="#20252d",
    error="#ff8a80",
    warning="#e8b65a",
    success="#8fcf9b",
    variables={
        "dim": "#a3abb8",
        "rule": "#39414d",
        "selected": "#222a33",
        "strong": "#f4f6f8",
        "chosen": "#284141",
        "input-cursor-background": "#7cc7b8",
        "input-cursor-foreground": "#15181d",
        "input-selection-background": "#2f5d56",
    },
)

LIGHT = Theme(
    name="light",
    dark=False,
    primary="#0b6b60",
    secondary="#0b6b60",
    accent="#0b6b60",
    foreground="#24282f",
    background="#fbfaf7",
    surface="#fbfaf7",
    panel="#efede7",
    error="#b3201a",
    warning="#855300",
    success="#2b6a38",
    variables={
        "dim": "#5a616c",
        "rule": "#cfccc4",
        "selected": "#e9efec",
        "strong": "#0e1013",
        "chosen": "#cfe3df",
        "input-cursor-background": "#0b6b60",
        "input-cursor-foreground": "#fbfaf7",
        "input-selection-background": "#bfe0da",
    },
)

CONTRAST = Theme(
    name="contrast",
    dark=True,
    primary="#00ffff",
    secondary="#00ffff",
    accent="#00ffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    error="#ff9090",
    warning="#ffe000",
    success="#80ff80",
    variables={
        "dim": "#d0d0d0",
        "rule": "#a0a0a0",
        "selected": "#003838",
        "strong": "#ffffff",
        "chosen": "#004848",
        "input-cursor-background": "#ffff00",
        "input-cursor-foreground": "#000000",
        "input-selection-background": "#004848",
    },
)

THEMES = (DARK, LIGHT, CONTRAST)
