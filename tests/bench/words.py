"""The words and sentences that generated catalogues are made of. All invented."""

from __future__ import annotations

FAMILIES = (
    ("kettle", "Kettle", "kitchen"),
    ("toaster", "Toaster", "kitchen"),
    ("mixer", "Stand mixer", "kitchen"),
    ("hob", "Induction hob", "kitchen"),
    ("dishwasher", "Dishwasher", "kitchen"),
    ("dryer", "Tumble dryer", "laundry"),
    ("iron", "Steam station", "laundry"),
    ("vacuum", "Vacuum cleaner", "floors"),
    ("robot", "Robot mop", "floors"),
    ("purifier", "Air purifier", "air"),
    ("heater", "Panel heater", "air"),
    ("fan", "Tower fan", "air"),
    ("lamp", "Smart lamp", "light"),
    ("camera", "Door camera", "light"),
    ("speaker", "Kitchen speaker", "sound"),
    ("headset", "Cordless headset", "sound"),
)
"""Address, name and category of a family of products."""

CATEGORIES = {
    "kitchen": "Kitchen", "laundry": "Laundry", "floors": "Floors",
    "air": "Air and heat", "light": "Light and door", "sound": "Sound",
}  # fmt: skip

COMPONENTS = (
    "air grille", "base plate", "battery pack", "bearing cap", "brush roller", "cable clip", "carbon filter",
    "charging contact", "control board", "cover plate", "display frame", "door hinge", "drive belt", "dust box",
    "fan wheel", "fine filter", "float switch", "fuse holder", "guide rail", "handle screw", "heating plate",
    "indicator light", "inlet hose", "lid seal", "lint screen", "mains lead", "mounting bracket", "outlet valve",
    "power button", "pressure cap", "pump housing", "release lever", "rubber foot", "sensor window", "side panel",
    "spray arm", "steam nozzle", "support ring", "temperature probe", "touch field", "water tank", "wireless module",
)  # fmt: skip

TASKS = (
    ("Clean", "maintain"), ("Rinse", "maintain"), ("Descale", "maintain"), ("Inspect", "maintain"),
    ("Replace", "replace"), ("Swap", "replace"), ("Repair", "repair"), ("Tighten", "repair"), ("Free", "repair"),
    ("Fit", "install"), ("Connect", "install"), ("Align", "install"), ("Set up", "set-up"), ("Pair", "set-up"),
    ("Adjust", "use"), ("Lock", "use"), ("Reset", "use"), ("Test", "use"), ("Update", "update"), ("Remove", "dispose"),
)  # fmt: skip
"""A verb and the type of the guides that begin with it."""

OCCASIONS = (
    "after a long break", "after a power cut", "before the first use", "before winter", "by hand", "every month",
    "for a lower noise", "for hard water", "in a small room", "on a work surface", "when it blinks",
    "when it is wet inside", "when it smells", "when it sticks", "with the app", "without tools",
)  # fmt: skip

FAULTS = (
    "blinks in turn", "clicks without a pause", "does not charge", "does not start", "drips", "gets too hot",
    "hums and stops", "is very loud", "leaks at the back", "loses its settings", "rattles", "shows no light",
    "smells of plastic", "starts by itself", "stays cold", "stops after a minute", "vibrates", "works only on battery",
)  # fmt: skip

TOPICS = (
    "Choose a place for the", "Save energy with the", "Read the lights of the", "Questions about the",
    "What to know about the", "Store the", "Sounds of the", "Care through the year for the",
)  # fmt: skip

TOOLS = (
    "Soft cloth", "Cross-head screwdriver", "Flat screwdriver", "Small brush", "Shallow bowl", "Torch", "Towel",
    "Citric acid", "Pair of gloves", "Wooden spoon", "Spirit level", "Hex key, 4 mm",
)  # fmt: skip

STEP_SENTENCES = (
    "Switch the {family} off and wait until the {part} stands still.",
    "Pull the plug and put the {part} on a dry towel.",
    "Hold the {part} with one hand and turn the {other} **slowly** to the left.",
    "Lift the {part} until you hear a click, then let go.",
    "Push the {other} back into its place until the mark points to the {part}.",
    "Loosen the two screws beside the {part} by half a turn and keep them.",
    "Wipe the {part} with a damp cloth and let it dry for ten minutes.",
    "Rinse the {part} under lukewarm water. Do not use a dishwasher.",
    "Look at the {part} from the side: there must be no gap and no crack.",
    "Press **{button}** for five seconds until the indicator turns {colour}.",
    "Open the menu **{button}**, choose **{mode}** and confirm.",
    "Close the cover. The {part} snaps in at the front first, then at the back.",
    "Plug the {family} in and start **{mode}** without a load.",
    "Wait two minutes. The {family} checks the {part} and the {other} by itself.",
    "Slide the {other} out along the rail and keep it level while you carry it.",
    "Mark the position of the {part} with a strip of tape so that you find it again.",
    "Check that the {other} moves freely and does not touch the {part}.",
    "Let the {family} cool down for at least half an hour before you go on.",
    "Dry the contacts around the {part} and remove crumbs with the brush.",
    "Repeat this until no more water comes out of the {part}.",
    "Connect the {part} to the {other}. The arrow must point towards the wall.",
    "Write down the number on the {part}; you need it when you order a new one.",
)

PLAIN_SENTENCES = (
    "The {part} wears out first because it carries the whole weight.",
    "Most customers notice it in the {season}, when the rooms are {quality}.",
    "A {quality} noise during the first minute is normal and goes away by itself.",
    "The {family} uses about {number} watts in **{mode}** and half as much in standby.",
    "If the {part} is {quality}, the display shows the code a second time.",
    "Use only the original {part}; others can be a little too thick.",
    "Keep a hand's width between the wall and the {other}.",
    "After {number} hours the {family} asks you to clean the {part}.",
    "Children should not play with the {part}, even when the {family} is off.",
    "The setting **{mode}** stays as it is until you change it or cut the power.",
    "In a {quality} room the sensor needs longer to find the right level.",
    "You hear the pump run on for about {number} seconds: it empties the {other}.",
    "A thin layer of oil on the {part} helps it to last through the {season}.",
    "The lamp beside the {part} turns {colour} when there is something to do.",
    "Software from the {season} on measures the {part} more often.",
    "Nothing needs to be set for the {other}; it adapts to the {part}.",
)

HINTS = (
    "It takes about {number} seconds.", "Look beside the {part}.", "A {colour} light is normal here.",
    "You need no tools for it.", "The {other} may be warm.",
)  # fmt: skip

HAZARDS = (
    ("warning", "electric-shock", "Parts behind the {part} carry mains voltage.", "They can give you an electric shock.", "Pull the plug before you touch the {other}."),
    ("caution", "hot-surface", "The {part} stays hot after use.", "It can burn your skin.", "Let it cool for half an hour."),
    ("caution", "sharp-edge", "The rim of the {part} is sharp.", "It can cut your fingers.", "Wear gloves."),
    ("notice", "water-damage", "Water can run out of the {part}.", "It can damage the floor.", "Put a towel below it."),
    ("caution", "crushing", "The {other} closes by spring force.", "It can pinch your fingers.", "Hold it at the handle."),
)  # fmt: skip
"""Level, type, text, consequence, how to avoid it."""

QUALITIES = ("cold", "damp", "dry", "dusty", "low", "loose", "noisy", "old", "short", "soft", "warm", "worn")
COLOURS = ("green", "amber", "red", "white", "blue")
SEASONS = ("spring", "summer", "autumn", "winter")
MODES = ("Gentle", "Quick", "Eco", "Night", "Deep clean", "Boost", "Auto", "Rinse only", "Fan only", "Travel")
BUTTONS = ("Start", "Menu", "Settings", "Hold", "Power", "Level", "Timer", "Service")

POLISH = (
    "woda filtr uszczelka pokrywa wtyczka kabel przycisk lampka zbiornik wąż pompa dysza czujnik śruba zawias płyta "
    "wyłącz włącz wyjmij włóż obróć naciśnij odczekaj sprawdź wytrzyj opłucz zamknij otwórz podłącz odłącz ustaw "
    "powoli lekko zawsze potem najpierw ponownie osobno ręcznie ostrożnie dokładnie mocno czysty suchy mokry ciepły "
    "zimny głośny cichy nowy stary krótki długi lewy prawy górny dolny przedni tylny ściana podłoga pokój dom rok "
    "miesiąc dzień godzina minuta sekunda koniec początek część numer nazwa miejsce strona kierunek ruch dźwięk "
    "zapach światło kolor zielony czerwony biały niebieski program tryb ustawienie pomiar wynik usterka naprawa "
    "wymiana montaż gwarancja serwis urządzenie instrukcja"
)
CHINESE = (
    "濾網 水箱 蓋板 插頭 電線 按鍵 指示燈 水管 幫浦 噴嘴 感應器 螺絲 鉸鏈 面板 關閉 開啟 取出 放入 轉動 按下 等待 檢查 "
    "擦拭 沖洗 蓋上 打開 連接 拔下 設定 緩慢 輕輕 一律 接著 首先 再次 單獨 手動 小心 仔細 用力 乾淨 乾燥 潮濕 溫熱 冰冷 "
    "大聲 安靜 全新 老舊 左側 右側 上方 下方 前方 後方 牆面 地板 房間 家中 每年 每月 每日 小時 分鐘 零件 編號 名稱 位置 "
    "方向 聲音 氣味 燈光 顏色 綠色 紅色 白色 藍色 程式 模式 測量 結果 故障 維修 更換 安裝 保固 服務 裝置 說明"
)
"""A generated translation puts one of these for each English word: real letters and lengths, no sense."""
