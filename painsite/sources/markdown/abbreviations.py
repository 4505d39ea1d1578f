"""English and German abbreviations and ordinals, and the words that begin a sentence after one.

One table serves all languages: a text quotes titles and places of others, and its own language is seldom known.
Abbreviations are in small letters, without their last full stop and without blanks inside.
"""

NEVER_LAST = frozenset(
    """
    dr prof mr mrs ms mx messrs rev fr frl mme mlle st ste mt ggü bzgl
    e.g eg i.e ie viz cf vs v.s approx ca incl excl esp z.b zb d.h dh bzw vgl bspw sog ggf evtl inkl exkl
    einschl zzgl i.d.r u.u z.t v.a m.e i.e.s i.w.s s.d d.i o.g u.d.t i.v.m i.s.v z.zt z.hd a.d u.z i.allg insb
    insbes
    """.split()
)
"""No sentence ends here: something always follows."""

BEFORE_NUMBER = frozenset(
    """
    no nos nr nrn art arts p pp s f ff fig figs eq eqs tab tabs sec secs sect sects ch chap chaps para paras pt
    pts col cols vol vols bd bde suppl app ed eds aufl jg abb abs anm kap ziff ref refs ex exx bk def thm prop
    lem cor alg tbl inc min max ver stk mind rd
    """.split()
)
"""Before a number they end no sentence."""

SELDOM_LAST = frozenset(
    """
    fig figs eq eqs tab tabs abb abs anm kap ziff nr nrn nos vol vols bd bde suppl ref refs chap chaps pp ed eds
    engl gen sen lt gem abt psych
    hrsg hg aufl jg verf übers sec secs sect sects spp ssp subsp al resp dept univ assoc inst natl intl
    med phil rer nat habil dipl ing hon hr ft am j ann br eur jt clin exp proc trans chem phys lett comput soc
    theor biol appl psychol psychiatr neurosci neurol surg rehabil rheumatol orthop ther sci mol genet physiol
    pharmacol bull acad environ epidemiol anesthesiol anaesth radiol
    jan feb febr mar apr jun jul aug sep sept oct okt nov dec dez mon tue tues thu thur thurs fri
    etc usw u.a u.ä o.ä s.o s.u u.v.m u.s.w a.a.o ebd ibid et.al jr sr jnr snr inc ltd co corp bros e.v ph.d m.d
    m.sc b.sc b.a m.a d.o d.phil r.n u.s u.k u.s.a u.n e.u d.c n.y a.m p.m b.c a.d n.chr v.chr mio mrd mill tsd
    tel geb verh gegr
    """.split()
)
"""After these a sentence goes on unless a word follows with which sentences begin."""

BEGINS_SENTENCE = frozenset(
    """
    a about according after again all also although among an and another any are as at back be because before
    both but by can clearly could despite did do does during each either even every few finally first for from
    further furthermore had has have he hence her here his how however i if in indeed instead is it its just
    last later likewise many meanwhile more moreover most much my neither nevertheless next no nobody none nor
    not nothing now of often on once one only or other others our over patients people perhaps second several
    she should similarly since so some still such that the their then there therefore these they third this
    those though three through thus to today two under unlike until was we were what when where whereas whether
    which while who why with without would yes yet you your aber alle allerdings als also am an andere auch auf
    aus außerdem bei beide beim bis da dabei dadurch dafür daher damit danach dann daran darauf daraus darin
    darum das dass dazu dem den denn dennoch der deren des deshalb deswegen die dies diese dieser dieses doch
    dort durch ein eine einem einen einer eines einige er erst es für gegen hier hierbei hingegen ich ihr ihre
    im in indes infolge ist jede jeder jedes jedoch kein keine man manche mehr mit nach nachdem nicht noch nun
    nur ob obwohl oft ohne sein seine seit sie sind so sobald somit sonst sowohl stattdessen trotz trotzdem über
    um und unser unsere unter viele vom von vor während wann warum was weder wegen weil welche wenn wer wie wir
    wird wo wurde wurden zu zudem zum zunächst zur zwar zwei zwischen
    """.split()
)
"""Written large after an abbreviation, an initial or an ordinal they begin a sentence."""

NAMES_AFTER_ORDINAL = frozenset(
    """
    januar jänner februar märz april mai juni juli august september oktober november dezember jan feb mär apr
    jun jul aug sep sept okt nov dez jahrhundert jahrhunderts jahrhunderten jahrtausend jahrzehnt jh jhd jhdt
    lebensjahr lebensjahres lebensjahrs lebensjahrzehnt schwangerschaftswoche quartal semester weltkrieg
    weltkrieges weltkriegs auflage kapitel klasse grades stock platz rang tag tages woche monat monats jahr
    jahres mal
    """.split()
)
"""German nouns that an ordinal counts: `19. Jahrhundert`."""

BEFORE_ORDINAL = frozenset(
    """
    ab am beim bis das dem den der des die im jeder jede jedes jedem jeden seit und vom zum zur ihr ihre ihrem
    ihren ihrer sein seine seinem seinen seiner
    """.split()
)
"""German words after which a number with a full stop is an ordinal: `in der 2. Gruppe`."""
