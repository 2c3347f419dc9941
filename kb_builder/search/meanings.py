"""Words that mean the same wherever things are sold and mended; a site adds its own in ``synonyms.yml``.

What manuals and shops write stands first in each group: a search takes the first that stand in some page.
"""

from __future__ import annotations

_EN = """
not, wont, doesnt, cant, cannot, dont, isnt, wasnt, didnt, no, without, unable, never, fails
recognised, recognized, recognise, recognize, detected, detect, identify, show up, showing up, shows up, see, visible, listed
find, locate, look for, where is
broken, damaged, faulty, defective, dead, cracked, smashed, shattered, busted, torn
fault, problem, issue, trouble, malfunction, defect, glitch, bug
error, failure, fails, failed
fix, repair, mend, solve, troubleshoot, sort out
delete, remove, erase, wipe, clear, uninstall, get rid of
cancel, terminate, unsubscribe, stop, end, quit
close account, delete account, remove account
start, launch, open, boot, turn on, power on, switch on, power up
switch off, turn off, shut down, power off, disable, deactivate
enable, activate, turn on, switch on
restart, reboot, reset, power cycle, turn off and on
reset, restore, factory settings, factory reset, default settings, start over
freezes, frozen, hangs, unresponsive, stuck, crashes, not responding
slow, takes long, long time, forever, lags, sluggish
faster, speed up, quicker, improve
noise, loud, noisy, rattles, rattling, grinding, squeaks, squeals, clicking, ticking, humming, buzzing
vibrates, shakes, wobbles, jumps, moves, jitters, trembles
hot, overheats, overheating, warm, temperature, heat
cold, cool, freezing, temperature
smell, odour, odor, stinks, smells, musty, mouldy, mould, mold
smoke, burning, burnt, scorched, sparks
leaks, drips, leaking, dripping, puddle, water on the floor
wet, damp, soaked, soaking, moist
dirty, dirt, residue, stains, grime, gunk, slime, filthy
clean, wash, rinse, wipe
blocked, clogged, jammed, stuck, obstructed, plugged
loose, wobbly, fell off, comes off
flat, empty, puncture, deflated
swollen, bulging, bloated, puffed up
worn, worn out, old, aged
connect, attach, hook up, plug in, wire, pair, join
disconnect, unplug, detach, drops out, loses connection
connection, network, internet, online
offline, no connection, disconnected, not connected
wifi, wireless, wlan
hotspot, access point
signal, reception, coverage, range
computer, pc, laptop, notebook, mac
phone, mobile, smartphone, cell phone, cellphone
tablet, ipad
screen, display, monitor
picture, image, photo
video, film, movie, footage
sound, audio, volume, speaker
light, lamp, led, indicator
blinks, flashes, flashing, blinking, lights up
button, key, switch
cable, cord, lead, wire
plug, socket, outlet, connector, port
power supply, adapter, adaptor, charger, power brick
battery, rechargeable battery, accumulator
charge, recharge, charging, top up
battery life, power consumption, runs down, drains, lasts
volts, voltage, power supply, v
fuse, circuit breaker, breaker
replace, change, swap, exchange, renew
replacement, spare part, spare, new part
missing, lost, incomplete, not included, left out
included, comes with, in the box, contents
assemble, put together, build, set up, mount
install, set up, installation, add, put in, fit
set up, configure, configuration, setup, first use, get started
adjust, calibrate, tune, align
update, upgrade, new version, latest version, newer
firmware, software update, update
download, get, save
upload, transfer, send, flash, program
export, download, save as, csv, extract
import, load, bring in, upload
backup, back up, copy, save
share, give access, invite, add members
permission, access denied, permission denied, rights, access, privileges
settings, configuration, preferences, options
language, translate, english
font, text size, letters, characters
size, dimensions, measurements, big, large, wide, fit
too big, too large, exceeds, out of space, full
storage, disk, drive, memory, space
weight, heavy, kilograms
compatible, supported, works with, compatibility, support
difference, compare, versus, differences, vs
version, model, type, revision
serial number, model number, type plate, sn
folder, directory, location, path
file, document
application, app, program, software
website, site, page, online
browser, chrome, firefox, safari
driver, drivers
account, profile, user
sign up, register, create an account, registration, join
login, log in, sign in, logging in
logout, log out, sign out
password, passcode, passphrase, pin, key
forgot, forgotten, reset, recover, lost
two-step verification, two-factor, 2fa, authenticator, verification code
verification, confirmation, verify, confirm
email, e-mail, mail, message
text message, sms, text
username, nickname, user name, name
personal data, privacy, gdpr, data protection, my data
child, children, kid, kids, minor, son, daughter, underage
student, pupil, class, school
teacher, educator, instructor
buy, purchase, order, get
sell, give away, pass on, second-hand, used
sold out, out of stock, available, in stock, availability
cost, price, fee, charge, how much, expensive
free, no charge, free of charge
discount, voucher, coupon, promo code, gift card
tax, vat, duty, customs
pay, payment, paid, paying, credit card, paypal
invoice, receipt, bill, proof of purchase
subscription, plan, membership
refund, money back, reimbursement, get my money
return, send back, bring back, give back, take back
withdraw, change my mind, changed my mind, cancel the order
exchange, swap
delivery, shipping, shipment, parcel, package, box, delivered
arrive, arrived, delivered, received, come, get here
late, delayed, delay, waiting, still waiting, not yet
track, tracking, where is my
courier, carrier, driver, postman
address, location
appointment, visit, slot, schedule
reschedule, postpone, another day, move the appointment
technician, engineer, fitter, repairman, repair man
install at home, installation, fitting, hook up
pick up, collect, collection
warranty, guarantee, covered, under warranty
complaint, complain, unhappy, dissatisfied
contact, call, phone, get in touch, talk to, hotline, support
scam, fraud, phishing, fake, suspicious
fake, counterfeit, genuine, original, clone
recall, safety notice, dangerous
safety, safe, danger, dangerous, hazard
dispose, throw away, recycle, bin, scrap, get rid of
manual, instructions, handbook, guide, user guide
certificate, certification
exam, test
example, tutorial, sample
course, lesson, training
licence, license, activation code, key
code, activation code, voucher
expired, ran out, expiry, renew, out of date
pass, passed, passing
again, retake, repeat, retry, second time
door, lid, hatch, flap
water, liquid, fluid
hole, opening, gap
colour, color
kit, set, bundle
guarantee, promise
"""
_PL = """
nie, brak, bez, nigdy, nie mogę, nie da się, nie chce
wykrywa, rozpoznaje, widzi, wykryty, widoczny, znajduje
znaleźć, gdzie jest, szukać, odszukać
uszkodzony, zepsuty, wadliwy, popsuty, niesprawny, rozbity, pęknięty, stłuczony
usterka, awaria, problem, błąd, wada
naprawa, naprawić, usunąć usterkę, zreperować, reperacja
usunąć, skasować, wymazać, odinstalować, wyczyścić dane
anulować, zrezygnować, rezygnacja, wypowiedzieć, odwołać
uruchomić, włączyć, startuje, otworzyć, włącza się, odpala
wyłączyć, zgasić, wyłącza się, gaśnie
uruchomić ponownie, zrestartować, restart, reset
przywrócić, zresetować, ustawienia fabryczne, reset
zawiesza, zacina, zablokowany, nie odpowiada, zamarza
wolno, powoli, długo, trwa, muli, ślimaczy
hałas, głośny, huczy, stuka, zgrzyta, piszczy, trzeszczy, buczy, halasuje
drga, trzęsie, wibruje, skacze, telepie
gorący, przegrzewa, nagrzewa, temperatura, parzy
zimny, temperatura, chłodny
zapach, smród, śmierdzi, stęchlizna, pleśń
dym, spalenizna, iskry, pali się
cieknie, przecieka, kapie, wycieka, kałuża, leje się
mokry, wilgotny, przemoczony
brudny, brud, osad, zanieczyszczony, plamy
wyczyścić, umyć, przepłukać, czyszczenie, myć
zatkany, zapchany, zablokowany, niedrożny, zakleszczony
przebita, kapeć, guma, flak, opona, dętka
spuchnięty, napuchnięty, wybrzuszony, spuchła
zużyty, stary, wytarty
połączyć, podłączyć, sparować, przyłączyć
odłączyć, rozłącza, zrywa, traci połączenie
sieć, internet, łącze, połączenie
wifi, bezprzewodowa, wlan, wi-fi
sygnał, zasięg
komputer, laptop, pc, notebook
telefon, smartfon, komórka
ekran, wyświetlacz, monitor
światło, lampka, dioda, kontrolka
miga, mruga, świeci, błyska
przycisk, guzik, klawisz
kabel, przewód, sznur
wtyczka, gniazdko, gniazdo, kontakt
zasilacz, ładowarka, zasilanie
bateria, akumulator
ładować, ładowanie, naładować, ładuje
bezpiecznik, korki, wyłącznik
wymienić, wymiana, zmienić, zamienić
część zamienna, części, część
brakuje, brak, zgubiony, niekompletny, nie ma
zmontować, złożyć, montaż, skręcić
zainstalować, instalacja, montaż, podłączenie
ustawić, skonfigurować, konfiguracja, regulacja, wyregulować
ustawienia, konfiguracja, opcje
aktualizacja, aktualizować, nowa wersja, zaktualizować
pobrać, ściągnąć
rozmiar, wymiary, zmieści, wielkość, szerokość
dysk, pamięć, miejsce
ciężki, waga, kilogramów
pasuje, zgodny, kompatybilny, obsługuje
różnica, porównanie, czym się różni
numer seryjny, tabliczka znamionowa, model
aplikacja, program, apka
strona, witryna
konto, profil, użytkownik
rejestracja, zarejestrować, założyć konto
logowanie, zalogować, login
hasło, pin, klucz
zapomniałem, nie pamiętam, zapomniane, zapomniałam
dwuetapowa, dwuskładnikowe, 2fa, kod weryfikacyjny
potwierdzenie, weryfikacja, potwierdzić
mail, e-mail, email, wiadomość, poczta
sms, wiadomość tekstowa
dane osobowe, prywatność, rodo, moje dane
dziecko, dzieci, niepełnoletni, maluch
kupić, zakup, zamówienie, nabyć
sprzedać, oddać, odsprzedać
dostępny, niedostępny, wyprzedany, na stanie
koszt, cena, opłata, ile kosztuje, drogo
bezpłatny, darmowy, za darmo, gratis
rabat, kupon, bon, zniżka, karta podarunkowa
zapłacić, płatność, przelew, karta, raty
faktura, rachunek, paragon, dowód zakupu
subskrypcja, abonament, plan
zwrot pieniędzy, refundacja, oddacie pieniądze, zwrot płatności
zwrot, odesłać, zwrócić, oddać
odstąpić, rozmyśliłem się, odstąpienie, zmieniłem zdanie
dostawa, wysyłka, przesyłka, paczka, doręczenie
przyszło, dostarczone, dotarło, otrzymałem, doręczono
opóźnienie, spóźnia, czekam, jeszcze nie
śledzić, śledzenie, gdzie jest paczka
kurier, dostawca, przewoźnik
wizyta, termin, umówić
przełożyć, zmienić termin, inny dzień
technik, serwisant, monter, fachowiec
odbiór, odebrać, zabrać
gwarancja, rękojmia, na gwarancji
reklamacja, skarga, zażalenie
kontakt, zadzwonić, infolinia, telefon
oszustwo, wyłudzenie, phishing, fałszywy, podejrzany
wycofanie, akcja serwisowa, przywołanie
bezpieczeństwo, niebezpieczny, zagrożenie
utylizacja, wyrzucić, zezłomować, oddać na złom
instrukcja, podręcznik, poradnik
drzwi, drzwiczki, klapa, pokrywa
kod, numer
wygasł, skończył się, przedłużyć
hamulec, hamulce, klocki
rower, bicykl
"""
_ZH_HANT = """
無法, 不能, 沒有, 不會, 沒辦法, 不了
偵測, 辨識, 找不到, 抓不到, 看不到
故障, 壞了, 損壞, 壞掉, 破損, 毀損, 摔壞, 破掉
問題, 錯誤, 異常, 狀況
維修, 修理, 送修, 修好, 檢修
刪除, 移除, 清除, 消除, 抹除, 解除安裝
取消, 退訂, 終止, 停用
啟動, 開機, 打開, 開啟, 通電
關機, 關閉, 關掉
重新啟動, 重開機, 重啟
重設, 重置, 還原, 原廠設定, 恢復
當機, 卡住, 沒反應, 死機, 停住
緩慢, 很慢, 太慢, 很久, 太久
噪音, 很吵, 聲音大, 異音, 怪聲, 吵雜, 雜音
震動, 抖動, 晃動, 搖晃
過熱, 發燙, 很燙, 很熱, 溫度
煙霧, 冒煙, 燒焦, 焦味
臭味, 異味, 味道, 霉味, 很臭
漏水, 滴水, 滲水, 積水
潮濕, 很濕
髒污, 污垢, 很髒, 汙垢, 殘留
清潔, 清洗, 清理, 擦拭, 沖洗
堵塞, 阻塞, 卡住, 塞住, 堵住
破胎, 爆胎, 沒氣, 漏氣, 輪胎
鼓起, 膨脹, 鼓包, 膨起
老化, 磨損, 舊了
連接, 連線, 配對, 接上
斷線, 離線, 中斷, 連不上
網路, 上網, 連線, 網際網路
無線網路, 無線, wifi, 網路
訊號, 收訊, 覆蓋
電腦, 筆電, 筆記型電腦
手機, 電話, 智慧型手機
螢幕, 顯示器, 顯示幕, 畫面
指示燈, 燈號, 燈光, 亮燈
閃爍, 閃燈, 一直閃, 亮起
按鈕, 按鍵, 開關
電線, 纜線, 線材
插座, 插頭, 電源
充電器, 變壓器, 電源供應器
電池, 沒電, 續航, 電量
充電, 充飽, 電池
跳電, 保險絲, 斷路器, 無熔絲
更換, 換新, 替換, 換掉
零件, 備品, 耗材, 配件
遺失, 不見, 缺少, 少了, 弄丟
組裝, 安裝, 組合
安裝, 裝機, 設置
設定, 組態, 調整
更新, 升級, 新版
下載, 取得
尺寸, 大小, 寬度, 太大, 放得下
硬碟, 容量, 記憶體, 儲存
太重, 重量, 很重
相容, 支援, 適用
差別, 差異, 比較, 不同
序號, 型號, 銘牌
帳號, 帳戶, 會員
註冊, 申請, 開戶
登入, 登錄, 登不進
密碼, 金鑰, 通行碼
忘記, 忘了, 想不起
兩步驟, 驗證, 驗證碼, 雙重驗證
郵件, 電郵, 信箱, 來信
簡訊, 訊息, 短信
個資, 隱私, 個人資料
小孩, 兒童, 孩子
購買, 訂購, 下單, 買
轉賣, 出售, 轉讓, 賣掉, 送人
缺貨, 庫存, 有貨
費用, 價格, 多少錢, 收費, 價錢
免費, 不用錢
折扣, 優惠, 禮券
付款, 支付, 刷卡, 信用卡, 分期
發票, 收據, 購買證明
訂閱, 方案, 月費
退款, 退費, 退錢, 還錢
退貨, 退回, 寄回, 不想要, 鑑賞期
配送, 運送, 出貨, 包裹, 貨物, 到貨
送達, 收到, 到了, 抵達
延遲, 還沒, 遲到, 等很久
追蹤, 查詢, 在哪
快遞, 物流, 司機, 宅配
預約, 約時間, 到府
改期, 改約, 換時間, 改時間
技師, 師傅, 維修人員, 工程師
取件, 收件, 來收
保固, 保修, 保證期
客訴, 申訴, 投訴, 抱怨
聯絡, 聯繫, 客服, 打電話
詐騙, 釣魚, 可疑
召回, 回收, 安全通知
安全, 危險
丟棄, 回收, 報廢, 丟掉
說明書, 手冊, 使用說明
門打, 開門, 門鎖
到期, 過期, 續約
煞車, 剎車
"""
_ALL = {"en": _EN, "pl": _PL, "zh": _ZH_HANT}


def own_synonyms(locale: str) -> tuple[tuple[str, ...], ...]:
    """The groups of a language; none where nobody has written them."""
    lines = _ALL.get(locale.split("-")[0], "").strip().splitlines()
    return tuple(tuple(member.strip() for member in line.split(",")) for line in lines)
