"""Words that mean the same wherever things are sold and mended; a site adds its own in ``synonyms.yml``."""

from __future__ import annotations

_EN = """
not, wont, doesnt, cant, cannot, dont, isnt, wasnt, no, without, unable, never, fails
recognised, recognized, recognise, recognize, detected, detect, showing up, shows up, visible
broken, defective, damaged, faulty, dead
fix, repair, mend, solve
delete, remove, erase, uninstall
cancel, terminate, unsubscribe
start, launch, open, boot, turn on, power on, switch on
freezes, frozen, hangs, unresponsive, stuck
noise, loud, noisy, rattles
connect, pair, join
buy, purchase, order
cost, price, fee, charge
delivery, shipping, shipment, parcel, package
invoice, receipt, bill
refund, money back, reimbursement
return, send back
password, passcode, passphrase
login, log in, sign in
settings, configuration, preferences, options
update, upgrade
fake, counterfeit, genuine
lost, missing
screen, display
wifi, wireless, wlan
computer, pc, laptop
phone, mobile, smartphone
manual, instructions, handbook
warranty, guarantee
big, large, size
smell, odour, odor, stinks
leaks, drips, leaking, dripping
"""
_PL = """
nie, brak, bez, nigdy
wykrywa, rozpoznaje, widzi, wykryty, widoczny
uszkodzony, zepsuty, wadliwy, popsuty, niesprawny
naprawa, naprawić, usunąć usterkę
usunąć, skasować, odinstalować
anulować, zrezygnować, rezygnacja
uruchomić, włączyć, startuje, otworzyć
zawiesza, zacina, zablokowany
hałas, głośny, huczy, stuka
połączyć, podłączyć, sparować
kupić, zakup, zamówienie
koszt, cena, opłata, ile kosztuje
dostawa, wysyłka, przesyłka, paczka
faktura, rachunek, paragon
zwrot pieniędzy, refundacja
zwrot, odesłać, zwrócić
logowanie, zalogować
ustawienia, konfiguracja
aktualizacja, aktualizować
ekran, wyświetlacz
wifi, bezprzewodowa, wlan
komputer, laptop, pc
telefon, smartfon, komórka
instrukcja, podręcznik
zapach, smród, śmierdzi
cieknie, przecieka, kapie
"""
_ZH_HANT = """
無法, 不能, 沒有, 不會
偵測, 辨識, 找不到, 抓不到
故障, 壞了, 損壞, 壞掉
維修, 修理, 送修
刪除, 移除
取消, 退訂
啟動, 開機, 打開, 開啟
當機, 卡住, 沒反應
噪音, 很吵, 聲音大, 異音
連接, 連線, 配對
購買, 訂購, 下單
費用, 價格, 多少錢
配送, 運送, 出貨, 包裹
發票, 收據
退款, 退費
退貨, 退回
登入, 登錄
設定, 組態
更新, 升級
螢幕, 顯示器
無線網路, 無線
電腦, 筆電
手機, 電話
說明書, 手冊
保固, 保修
臭味, 異味, 味道
漏水, 滴水, 滲水
"""
_ALL = {"en": _EN, "pl": _PL, "zh": _ZH_HANT}


def own_synonyms(locale: str) -> tuple[tuple[str, ...], ...]:
    """The groups of a language; none where nobody has written them."""
    lines = _ALL.get(locale.split("-")[0], "").strip().splitlines()
    return tuple(tuple(member.strip() for member in line.split(",")) for line in lines)
