"""Email addresses that don't identify a company or a person: public mailboxes, roles."""

import re

# Providers whose addresses exist under many top-level domains.
_INTERNATIONAL = frozenset("yahoo ymail hotmail outlook live gmx yandex googlemail aol".split())
_COUNTRIES = frozenset(
    "ae ar at au be bg bo br ca ch cl cn co cr cz de dk ec ee es fi fr gr gt hk hr hu id ie il in "
    "it jp kr kz lt lv mx my nl no nz pa pe ph pk pl pt py ro rs ru sa se sg si sk sv th tr tw ua "
    "uk us uy ve vn za com net".split()
)
_PUBLIC_HOSTS = frozenset(
    # Worldwide
    "gmail.com googlemail.com outlook.com hotmail.com live.com msn.com passport.com "
    "windowslive.com yahoo.com ymail.com rocketmail.com myyahoo.com aol.com aim.com icloud.com "
    "me.com mac.com privaterelay.appleid.com mozmail.com duck.com proton.me protonmail.com "
    "protonmail.ch pm.me tutanota.com tutanota.de tuta.io tuta.com tutamail.com keemail.me "
    "fastmail.com fastmail.fm hey.com zohomail.com zohomail.eu zohomail.in mail.com email.com "
    "usa.com europe.com consultant.com engineer.com post.com writeme.com iname.com hushmail.com "
    "hush.com inbox.com lycos.com excite.com netscape.net mailfence.com runbox.com disroot.org "
    "riseup.net simplelogin.com anonaddy.com skiff.com gmx.us gmail.co gmial.com mailinator.com "
    "guerrillamail.com 10minutemail.com yopmail.com tempmail.com trashmail.com "
    # German, Austrian, Swiss
    "gmx.de gmx.net gmx.at gmx.ch gmx.eu web.de t-online.de freenet.de arcor.de mail.de "
    "posteo.de posteo.net mailbox.org online.de email.de vodafone.de vodafonemail.de "
    "o2online.de kabelmail.de unitybox.de ewe.net netcologne.de magenta.de aon.at a1.net "
    "chello.at inode.at utanet.at bluewin.ch hispeed.ch sunrise.ch swissonline.ch "
    # French, Belgian, Dutch, Luxembourgish
    "orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr numericable.fr cegetel.net "
    "club-internet.fr aliceadsl.fr 9online.fr skynet.be telenet.be proximus.be scarlet.be "
    "ziggo.nl kpnmail.nl kpnplanet.nl hetnet.nl planet.nl home.nl casema.nl quicknet.nl "
    "upcmail.nl xs4all.nl chello.nl zonnet.nl pt.lu "
    # Italian, Spanish, Portuguese, Brazilian, Latin American
    "libero.it virgilio.it tin.it alice.it tim.it tiscali.it inwind.it iol.it email.it "
    "fastwebnet.it poste.it pec.it aruba.it terra.es telefonica.net ono.com movistar.es "
    "orange.es ya.com sapo.pt clix.pt netcabo.pt iol.pt mail.telepac.pt uol.com.br bol.com.br "
    "terra.com.br ig.com.br globo.com globomail.com oi.com.br r7.com zipmail.com.br "
    "prodigy.net.mx speedy.com.ar fibertel.com.ar arnet.com.ar "
    # British, Irish, American, Canadian, Australian, South African
    "btinternet.com btopenworld.com virginmedia.com ntlworld.com blueyonder.co.uk sky.com "
    "talktalk.net tiscali.co.uk plusnet.com plus.com mail.co.uk eircom.net comcast.net "
    "verizon.net att.net sbcglobal.net bellsouth.net pacbell.net ameritech.net swbell.net "
    "cox.net charter.net spectrum.net rr.com roadrunner.com earthlink.net mindspring.com "
    "juno.com netzero.net optonline.net optimum.net frontier.com frontiernet.net windstream.net "
    "centurylink.net embarqmail.com q.com suddenlink.net cableone.net wowway.com shaw.ca "
    "rogers.com sympatico.ca bell.net telus.net videotron.ca cogeco.ca eastlink.ca bigpond.com "
    "bigpond.net.au optusnet.com.au iinet.net.au tpg.com.au internode.on.net ozemail.com.au "
    "xtra.co.nz slingshot.co.nz telkomsa.net mweb.co.za vodamail.co.za webmail.co.za "
    # Nordic and Baltic
    "telia.com bredband.net comhem.se spray.se home.se online.no broadpark.no getmail.no "
    "jubii.dk mail.dk stofanet.dk tdcadsl.dk luukku.com kolumbus.fi elisanet.fi suomi24.fi "
    "inbox.lv mail.ee hot.ee "
    # Eastern European and Turkish
    "wp.pl o2.pl onet.pl onet.eu poczta.onet.pl interia.pl interia.eu op.pl gazeta.pl vp.pl "
    "poczta.fm tlen.pl seznam.cz email.cz centrum.cz volny.cz post.cz atlas.cz azet.sk "
    "zoznam.sk centrum.sk post.sk freemail.hu citromail.hu vipmail.hu t-online.hu indamail.hu "
    "abv.bg mail.bg dir.bg mail.ru bk.ru list.ru inbox.ru internet.ru rambler.ru ya.ru "
    "yandex.ru yandex.com ukr.net i.ua meta.ua bigmir.net tut.by mynet.com superonline.com "
    # Asian and Middle Eastern
    "qq.com vip.qq.com foxmail.com 163.com vip.163.com 126.com yeah.net 188.com sina.com "
    "sina.cn sohu.com tom.com 139.com 189.cn 21cn.com aliyun.com wo.cn naver.com hanmail.net "
    "daum.net kakao.com nate.com korea.com docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp "
    "i.softbank.jp nifty.com biglobe.ne.jp so-net.ne.jp ocn.ne.jp excite.co.jp infoseek.jp "
    "rediffmail.com sify.com indiatimes.com walla.co.il walla.com 013.net netvision.net.il "
    "bezeqint.net "
    "hinet.net pchome.com.tw singnet.com.sg".split()
)
_ROLES = frozenset(
    # Several languages share many of these.
    "info information infos informationen sales contact contacts contactus office hello hi hey "
    "welcome support help helpdesk service services admin administrator administration mail "
    "email post team staff enquiries enquiry inquiries inquiry general reception frontdesk "
    "feedback marketing press media pr news newsletter partner partners partnership "
    "partnerships business bizdev billing invoice invoices invoicing accounts accounting "
    "accountspayable ap ar finance payroll payments orders order purchasing procurement shop "
    "store customerservice customercare customersupport customersuccess customer customers "
    "clients client cs hr humanresources people jobs job career careers recruiting recruitment "
    "talent hiring legal compliance privacy gdpr dpo dataprotection security abuse postmaster "
    "hostmaster webmaster web website it itsupport tech technical engineering dev devops "
    "operations ops noreply donotreply mailer mailerdaemon bounce bounces notifications "
    "notification alerts alert system root test events booking bookings reservations "
    "reservation investors ir investorrelations board management shipping logistics warehouse "
    "returns quotes quote rfq export import subscribe unsubscribe "
    # German
    "kontakt vertrieb verkauf anfrage anfragen buero zentrale empfang sekretariat verwaltung "
    "buchhaltung rechnung rechnungen einkauf bestellung bestellungen kundenservice kundendienst "
    "kundenbetreuung bewerbung bewerbungen personal karriere presse werbung datenschutz "
    "impressum geschaeftsleitung geschaeftsfuehrung technik versand lager praxis kanzlei "
    # French
    "bonjour accueil ventes vente commercial commerciaux direction comptabilite facturation "
    "achats secretariat recrutement rh emploi communication serviceclient serviceclients "
    "clientele renseignements devis commande commandes mairie "
    # Spanish and Portuguese
    "hola ventas contacto informacion administracion comercial compras facturacion contabilidad "
    "rrhh empleo atencion atencionalcliente atencioncliente recepcion pedidos prensa soporte "
    "gerencia ola contato vendas atendimento financeiro contabilidade recursoshumanos suporte "
    "geral secretaria comunicacao "
    # Italian
    "ciao contatti contatto vendite commerciale amministrazione acquisti segreteria ordini "
    "assistenza direzione ufficio contabilita fatture personale lavoro stampa "
    # Dutch, Nordic, Polish, Czech, Hungarian, Turkish, Finnish
    "hallo verkoop inkoop klantenservice administratie boekhouding facturen receptie vacatures "
    "hej moin salg forsaljning ordre kundeservice kundtjanst kundservice ekonomi faktura "
    "fakturor okonomi postmottak kundesenter resepsjon rekrytering biuro sprzedaz sekretariat "
    "handlowy ksiegowosc kadry praca oferta obchod prodej podpora fakturace kancelar "
    "ugyfelszolgalat ertekesites iroda satis bilgi iletisim destek muhasebe ik myynti "
    "asiakaspalvelu toimisto "
    "laskutus".split()
)
_MARKS = "._-0123456789"
_PARTS = r"[._\-0-9]+"


def is_public_mailbox(host: str) -> bool:
    """Return whether a host gives mailboxes to the public, as gmail.com does."""
    host = host.strip().lower().rstrip(".")
    if host in _PUBLIC_HOSTS:
        return True
    name, _, suffix = host.partition(".")
    return name in _INTERNATIONAL and suffix.removeprefix("com.").removeprefix("co.") in _COUNTRIES


def is_role_address(email: str) -> bool:
    """Return whether an email address belongs to a role, such as info@ or sales@."""
    local = email.strip().lower().partition("@")[0].partition("+")[0]
    word = local.strip(_MARKS)
    if word.isalpha():
        return word in _ROLES
    parts = [part for part in re.split(_PARTS, local) if part]
    if not parts:
        return False
    # Roles of an office abroad: sales-uk@, info.de@.
    return "".join(parts) in _ROLES or (
        parts[0] in _ROLES and all(len(part) == 2 or part in _ROLES for part in parts[1:])
    )
