"""Words that a question needs and its subject does not: they count a little, so that nothing is lost."""

from __future__ import annotations

from kb_builder.search.words import words

_EN = """
a about after again all also am an and any are as at be because been before being but by can could did do does
doing for from get gets getting got had has have having he her here him his how i if im in into is it its ive
just let like make me more most my myself now of off on once only or our out over own please she should so some such
than that the their them then there these they this those to too under until up us very want was we were what when where
which while who whom why will with would you your
"""
_PL = """
a aby albo ale ani az bardzo bo by byc byl byla bylo były chce ciagle co czy dla do gdy gdzie go i ich ile im inny ja jak
jaka jaki jakie jako je jego jej jest jesli juz kiedy kto ktora ktore ktory lub ma mam mi mnie moge moj moja moje mozna moze mu
na nad nam nas nasz nic niz no o od on ona one ono oraz po pod podczas potem przed przez przy sa sam sie skad swoj ta tak
takie tam te tego tej ten to tu tutaj ty tylko tym u w wam was we wiec wszystko z za ze zeby zostac
"""
_ZH_HANT = """
我的 我要 我想 怎麼 怎么 怎樣 如何 什麼 甚麼 為什 可以 可不 是否 是不 不是 請問 一直 一下 嗎 呢 了 的 是 會 要 麼辦 辦法 的是 的時
時候 我 你 您 他 她 它 就 都 也 很 還 把 被 這 那 個 和 跟 與 吧 啊 嘛 怎 麼 什 哪 裡 請 讓 給 可 能 該 想 因 為 以 其 此 不 沒 有 在 又 再 才 為何 這個 那個 能不 不能 想要 該怎 應該 因為 但是 還是 以及 或是 或者
"""
_ALL = {"en": _EN, "pl": _PL, "zh": _ZH_HANT}
WEIGHT = 0.15
"""What such a word counts beside the others."""


def common_words(locale: str) -> frozenset[str]:
    """The folded words of a locale."""
    return frozenset(word.text for word in words(_ALL.get(locale.split("-")[0], "")) if not word.joined)
