"""Sites on which people and companies have pages: their hosts aren't company domains."""

from typing import Literal, NamedTuple

# Refused as a company domain in every form.
_SOCIAL = {
    "LinkedIn": "linkedin.com linkedin.cn",
    "Facebook": "facebook.com fb.com fb.watch facebook.de",
    "Messenger": "messenger.com m.me",
    "X": "x.com twitter.com",
    "Instagram": "instagram.com instagr.am",
    "Threads": "threads.net threads.com",
    "XING": "xing.com xing.to",
    "Viadeo": "viadeo.com viadeo.journaldunet.com",
    "YouTube": "youtube.com youtu.be youtube-nocookie.com youtube.de",
    "TikTok": "tiktok.com douyin.com",
    "Snapchat": "snapchat.com",
    "Pinterest": "pinterest.com pinterest.de pinterest.fr pinterest.es pinterest.it pinterest.ca "
    "pinterest.at pinterest.ch pinterest.co.uk pinterest.com.au pinterest.com.mx pinterest.jp "
    "pinterest.pt pinterest.se pin.it",
    "GitHub": "github.com",
    "GitLab": "gitlab.com",
    "Bitbucket": "bitbucket.org",
    "Crunchbase": "crunchbase.com",
    "AngelList": "angel.co wellfound.com",
    "WhatsApp": "whatsapp.com wa.me wa.link",
    "Telegram": "t.me telegram.me telegram.dog",
    "Signal": "signal.me",
    "Discord": "discord.gg discord.com discordapp.com",
    "Skype": "skype.com",
    "LINE": "line.me lin.ee",
    "Viber": "viber.com vb.me",
    "Weibo": "weibo.com weibo.cn",
    "WeChat": "weixin.qq.com",
    "Zhihu": "zhihu.com",
    "Bilibili": "bilibili.com",
    "Xiaohongshu": "xiaohongshu.com xhslink.com",
    "VK": "vk.com vk.ru vkontakte.ru",
    "OK": "ok.ru odnoklassniki.ru",
    "Bluesky": "bsky.app",
    "Mastodon": "mastodon.social mastodon.online mas.to",
    "Reddit": "reddit.com redd.it",
    "Quora": "quora.com",
    "Tumblr": "tumblr.com",
    "Medium": "medium.com",
    "Vimeo": "vimeo.com",
    "Dailymotion": "dailymotion.com dai.ly",
    "Twitch": "twitch.tv",
    "Flickr": "flickr.com flic.kr",
    "SoundCloud": "soundcloud.com",
    "Behance": "behance.net",
    "Dribbble": "dribbble.com",
    "SlideShare": "slideshare.net",
    "Gravatar": "gravatar.com",
    "Google Plus": "plus.google.com",
    "Clubhouse": "clubhouse.com joinclubhouse.com",
    "Linktree": "linktr.ee",
    "about.me": "about.me",
    "Beacons": "beacons.ai",
    "Bio.link": "bio.link",
    "Lnk.Bio": "lnk.bio",
    "Linkin.bio": "linkin.bio",
    "Bento": "bento.me",
    "Taplink": "taplink.cc taplink.at",
    "Campsite": "campsite.bio campsite.to",
    "Milkshake": "msha.ke",
    "AllMyLinks": "allmylinks.com",
    "Solo.to": "solo.to",
    "HiHello": "hihello.me hihello.com",
    "Popl": "poplme.co popl.co",
    "Carrd": "carrd.co",
}
# Their bare host is a company's own domain; with a path they are a page about another company.
_LISTINGS = {
    "Google": "google.com google.de google.fr google.es google.it google.ca google.nl google.co.uk "
    "google.co.in google.com.br google.com.au google.com.mx google.ch google.at google.pl g.co "
    "google.be google.co.jp",
    "Bing": "bing.com",
    "Google Business Profile": "g.page business.site",
    "Outlook": "safelinks.protection.outlook.com",
    "Proofpoint": "urldefense.com urldefense.proofpoint.com",
    "the Internet Archive": "web.archive.org archive.org archive.ph",
    "the App Store": "apps.apple.com itunes.apple.com",
    "Wikipedia": "wikipedia.org wikidata.org",
    "Yelp": "yelp.com yelp.co.uk yelp.de yelp.fr yelp.ca",
    "Tripadvisor": "tripadvisor.com tripadvisor.de tripadvisor.co.uk tripadvisor.fr",
    "Foursquare": "foursquare.com",
    "Glassdoor": "glassdoor.com glassdoor.de glassdoor.co.uk glassdoor.fr glassdoor.ca "
    "glassdoor.co.in",
    "Indeed": "indeed.com",
    "Kununu": "kununu.com",
    "StepStone": "stepstone.de stepstone.com",
    "Welcome to the Jungle": "welcometothejungle.com",
    "Trustpilot": "trustpilot.com trustpilot.de",
    "G2": "g2.com",
    "Capterra": "capterra.com capterra.com.de",
    "Clutch": "clutch.co",
    "Product Hunt": "producthunt.com",
    "ZoomInfo": "zoominfo.com",
    "Apollo": "apollo.io",
    "RocketReach": "rocketreach.co",
    "Lusha": "lusha.com",
    "PitchBook": "pitchbook.com",
    "Dealroom": "dealroom.co",
    "Tracxn": "tracxn.com",
    "CB Insights": "cbinsights.com",
    "Owler": "owler.com",
    "Craft": "craft.co",
    "Dun & Bradstreet": "dnb.com",
    "North Data": "northdata.de northdata.com",
    "Bloomberg": "bloomberg.com",
    "Europages": "europages.com europages.de europages.co.uk",
    "F6S": "f6s.com",
    "Calendly": "calendly.com",
    "Amazon": "amazon.com amazon.de amazon.co.uk amazon.fr amazon.es amazon.it amazon.in",
    "Etsy": "etsy.com",
    "eBay": "ebay.com ebay.de ebay.co.uk",
    "Upwork": "upwork.com",
    "Fiverr": "fiverr.com",
    "Eventbrite": "eventbrite.com eventbrite.de eventbrite.co.uk",
    "Meetup": "meetup.com",
    "Stack Overflow": "stackoverflow.com",
    "npm": "npmjs.com",
    "PyPI": "pypi.org",
    "Substack": "substack.com",
    "Notion": "notion.so",
    "Dropbox": "dropbox.com",
    "Issuu": "issuu.com",
    "HubSpot": "app.hubspot.com app-eu1.hubspot.com",
    "Salesforce": "lightning.force.com my.salesforce.com",
}
_SHORT_LINKS = (
    "lnkd.in bit.ly t.co goo.gl tinyurl.com ow.ly buff.ly is.gd v.gd cutt.ly rebrand.ly rb.gy "
    "shorturl.at tiny.cc t.ly s.id dlvr.it bl.ink hubs.ly hubs.li trib.al amzn.to amzn.eu fb.me "
    "page.link app.link spoti.fi apple.co aka.ms sforce.co adobe.ly shor.by snip.ly soo.gd clck.ru "
    "short.io short.gy qr.io qrco.de me-qr.com linkd.in db.tt j.mp bitly.is ln.is mcaf.ee lc.cx "
    "urlz.fr kutt.it cutt.us u.to surl.li shrtco.de urlgeni.us geni.us"
)


class Site(NamedTuple):
    """A site with pages about others: its name, and its kind."""

    name: str
    kind: Literal["social", "listing", "short_link"]


_SITES = {
    **{host: Site(name, "listing") for name, hosts in _LISTINGS.items() for host in hosts.split()},
    **{host: Site(name, "social") for name, hosts in _SOCIAL.items() for host in hosts.split()},
    **{host: Site(host, "short_link") for host in _SHORT_LINKS.split()},
}


def find_site(host: str) -> Site | None:
    """Return the site that a host or a domain above it belongs to, or None."""
    while "." in host:
        if site := _SITES.get(host):
            return site
        host = host.partition(".")[2]
    return None
