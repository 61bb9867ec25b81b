"""Responses with wide, long and right-to-left text."""

WIDE_COMPANY = {
    "data": {
        "id": 16303253,
        "name": "株式会社北京ロボット工業 🤖",
        "description": "חברה ישראלית לרובוטיקה, " * 8 + "倉庫のロボットを作る会社です。" * 9,
        "fqdn": "robots.example",
        "companyType": "上場企業",
        "companySize": {"min": 201, "max": 500},
        "mainIndustry": "テクノロジー",
        "location": {"city": "תל אביב", "country": "ישראל"},
        "specialities": ["倉庫", "ロボット", "物流", "自動化", "📦 logistics", "קיבוץ"] * 5,
        "website": f"https://robots.example/{'very-long-path/' * 12}",
    }
}
WIDE_PEOPLE = {
    "requestId": "0d5a5a39-8c2e-4f51-9d0c-9d2a52a3a7aa",
    "currentPage": 0,
    "pageLength": 4,
    "totalResults": 4,
    "contacts": [
        {
            "contactId": str(number),
            "name": name,
            "jobTitle": title,
            "companyName": company,
            "hasWorkEmail": True,
            "hasPhones": number % 2 == 0,
        }
        for number, (name, title, company) in enumerate(
            (
                ("王小明", "営業部長", "株式会社北京ロボット工業"),
                ("נועה לוי", 'סמנכ"לית מכירות', "חברת הרובוטים בע״מ"),
                ("Zoë Müller 🚀", "VP of Sales 🌍", "Ærø & Søn"),
                ("Ada " + "x" * 90, "Director of " + "many and various things " * 9, "Firm"),
            )
        )
    ],
    "billing": {"creditsCharged": 1, "resultsReturned": 4},
}
