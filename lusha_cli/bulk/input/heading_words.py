"""The words of headings by meaning, in the languages of users' files, as data.

Words are written as people write them: `headings.py` drops case and accents on both sides. A word
has one meaning; `PHRASES` are sequences of words that mean something else together.
"""

# What a heading is about.
EMAIL = "email"
LINKEDIN = "linkedin"
SOCIAL = "social"
URL = "url"
PROFILE = "profile"
WEBSITE = "website"
DOMAIN = "domain"
FQDN = "fqdn"
PHONE = "phone"
NAME = "name"
FIRST = "first"
FIRST_NAME = "first name"
LAST = "last"
LAST_NAME = "last name"
NAME_INFIX = "name infix"
MIDDLE = "middle"
JOB = "job"
LOCATION = "location"
ADDRESS = "address"
ID = "id"
NUMBER = "number"
LUSHA = "lusha"
# Whose it is.
CONTACT = "contact"
COMPANY = "company"
OTHER = "somebody else"
ROLE = "role address"
THING = "thing"
# How much it is trusted.
WORK = "work"
PRIVATE = "private"
SECONDARY = "secondary"
FILLER = "filler"
# An attribute of a field, such as its status.
ATTRIBUTE = "attribute"
# An attribute that only companies have.
COMPANY_ATTRIBUTE = "company attribute"

WORDS: dict[str, str] = {
    EMAIL: """email emails mail mails courriel courriels mél correo correos correio
        elektronisch elektronische электронная электронный эл electrónico electrónica
        eletrônico eletrónico elettronica
        électronique posta epost e-post sähköposti почта почты имейл メール Eメール 邮箱 邮件 电邮
        電子メール 电子邮件 电子邮箱 電郵 이메일 메일 البريد بريد الإلكتروني إلكتروني eposta""",
    LINKEDIN: "linkedin リンクトイン 领英 링크드인",
    SOCIAL: """facebook twitter xing github gitlab instagram youtube crunchbase tiktok skype
        angellist wikipedia pinterest whatsapp wechat telegram medium blog""",
    URL: "url urls uri link links lien liens enlace enlaces collegamento リンク ссылка 链接",
    PROFILE: "profile profiles profil profils perfil profilo profiel プロフィール профиль",
    WEBSITE: """website websites webseite webpage homepage web site sites sitio sito internet
        internetseite internetadresse webpräsenz webadresse www pagina página 网站 网址
        ウェブサイト サイト ホームページ сайт сайта 홈페이지 웹사이트 الموقع موقع""",
    DOMAIN: """domain domains domaine domaines dominio domínio domäne domein ドメイン домен
        域名 도메인""",
    FQDN: "fqdn",
    PHONE: """phone phones telephone téléphone tel tél mobile mobiles cell cellphone handy telefon
        mobil mobiltelefon rufnummer telefonnummer handynummer mobilnummer portable teléfono móvil
        celular cellulare telefono telefone telemóvel mobiel telefoon landline dial 電話 電話番号
        携帯 телефон 电话 手机 전화 전화번호 الهاتف""",
    NAME: """name names nom noms nombre nombres nome nomi naam namen namn nimi 氏名 名前 お名前 名称
        姓名 名字 이름 성명 الاسم اسم nazwa фио الكامل""",
    FIRST: "first given fore primer primero primeiro primo ersten",
    FIRST_NAME: """forename forenames vorname vornamen rufname prénom prénoms voornaam voornamen 名
        имя imię förnamn etunimi fornavn fname firstname""",
    LAST: "last family famille último familia",
    LAST_NAME: """surname surnames nachname nachnamen familienname zuname apellido apellidos
        sobrenome apelido apelidos cognome achternaam familienaam 姓 фамилия nazwisko efternamn
        sukunimi etternavn lname lastname""",
    NAME_INFIX: "tussenvoegsel namensvorsatz",
    MIDDLE: "middle mittlerer mittelname zweitname",
    JOB: """title job jobs position role occupation profession designation funktion stelle
        stellenbezeichnung berufsbezeichnung beruf jobtitel poste fonction intitulé titre
        título métier cargo
        puesto ocupación função cargos ruolo posizione qualifica mansione functie functietitel
        jobbezeichnung funktionsbezeichnung 役職 職位 должность 职位 职务 직책 직함""",
    LOCATION: """location locations city country ort standort stadt land lieu ville pays
        ubicación ciudad país localidad localización localização città paese cidade stad plaats
        luogo locatie residence wohnort 所在地 город страна 城市 国家""",
    ADDRESS: """address adress addresses addr adresse adressen adres dirección endereço indirizzo
        anschrift アドレス адрес 地址 주소 عنوان""",
    ID: """id ids uuid guid uid key identifier identifikator identificador identifiant
        identificativo kennung identity nid pid oid objectid rowid""",
    NUMBER: "number numbers no nr num numero número numéro nummer code ref # 番号 номер 编号 번호",
    LUSHA: "lusha",
    CONTACT: """contact contacts person persons people lead leads prospect prospects individual
        kontakt kontakte kontaktperson ansprechpartner
        ansprechpartners ansprechpartnerin ansprechperson
        interlocuteur contacto contactos persona contato contatos pessoa contatto contatti
        contactpersoon persoon referente interessent decisionmaker personne leadname 連絡先
        контакт 联系人 聯絡人 연락처""",
    COMPANY: """company companies organization organizations organisation organisations org orgs
        account accounts employer employers firm firma firmen unternehmen unternehmens betrieb
        arbeitgeber gesellschaft entreprise entreprises société organisme employeur compagnie
        empresa empresas compañía organización empleador sociedad companhia organização empregador
        azienda aziende ditta impresa società organizzazione datore bedrijf bedrijfs onderneming
        werkgever organisatie vennootschap institution university brand merchant konto compte
        cuenta conta 会社 企業 社名 会社名 法人 公司 企业 单位 회사 компания компании организация
        организации фирма شركة الشركة företag şirket firmy""",
    OTHER: """owner owners rep reps representative salesrep salesperson seller user users manager
        managers assistant assistants admin administrator creator author editor modifier assignee
        assigner assigned referrer referral referred referee supervisor superior sender agent
        agents recruiter sourcer spouse wife husband partner partners emergency parent guardian
        competitor competitors previous previously former formerly past old prior ex host hosts
        organizer organiser interviewer inviter coach mentor sponsor broker advisor adviser
        reseller distributor affiliate delegate proxy secretary boss teammate colleague approver
        reviewer submitter steward csm sdr bdr cc bcc by lawyer attorney accountant relative kin
        relation relationship mother father child trainer teacher landlord subsidiary ultimate
        holding team reference
        responsible internal our staff kam intern interner interne interno interna unser notre
        nuestro introducer originator caller
        handler operator dispatcher salesman closer setter caregiver
        inhaber besitzer eigentümer eigentuemer verantwortlich verantwortlicher verantwortliche
        zuständig zuständiger zuständige zustaendig bearbeiter betreuer kundenbetreuer benutzer
        nutzer vorgesetzter vorgesetzte assistent assistentin assistenz ersteller erstellt
        geändert geaendert angelegt absender vermittler vertreter vertrieb vertriebler
        vertriebsmitarbeiter berater makler ehepartner ehefrau ehemann wettbewerber konkurrent
        mitbewerber früher frühere früherer früheres vorherige vorheriger vorige ehemalige
        ehemaliger ehemaliges ehemals empfohlen empfehler muttergesellschaft mutterkonzern
        mutterunternehmen konzern notfall stellvertreter geworben gastgeber sachbearbeiter
        zugewiesen zugeordnet kundenberater aussendienst innendienst partnerin
        propriétaire responsable gestionnaire utilisateur assistante créateur créé modifié
        attribué assigné parrain expéditeur commercial vendeur conseiller superviseur supérieur
        conjoint épouse époux concurrent ancien ancienne précédent précédente filiale mère hôte
        organisateur recruteur urgence partenaire apporteur chargé détenteur
        propietario propietaria dueño dueña gestor usuario asistente creador creado modificado
        asignado asignada referido remitente vendedor comercial representante jefe jefa cónyuge
        esposo esposa competidor anterior previo previa matriz anfitrión reclutador emergencia
        socio agente asesor encargado encargada gerente
        proprietário proprietária dono dona responsável utilizador usuário assistente criador
        criado atribuído indicado remetente chefe cônjuge concorrente anfitrião recrutador
        emergência parceiro
        proprietario responsabile utente creatore creato modificato assegnato mittente venditore
        rappresentante commerciale supervisore capo coniuge moglie marito precedente capogruppo
        reclutatore emergenza titolare incaricato superiore
        eigenaar beheerder gebruiker maker aangemaakt gewijzigd toegewezen verwijzer afzender
        verkoper vertegenwoordiger leidinggevende echtgenoot echtgenote vorige voormalige
        moederbedrijf gastheer noodcontact adviseur vertegenwoordigers
        所有者 作成者 更新者 上司 紹介者 営業担当 владелец ответственный менеджер создатель
        пользователь руководитель
        ответственного менеджера владельца руководителя للمدير 创建人 创建者 经理 所有人
        소유자 작성자 관리자 المالك مالك المدير
        właściciel opiekun ägare sahibi""",
    ROLE: """support info general generic billing invoice invoicing accounting hr reception central
        zentrale switchboard hq headquarters headquarter allgemein allgemeine technical finance
        contabilidad factura
        facturación facturation rechnung rechnungs accueil centralino fatturazione facturatie
        buchhaltung helpdesk service kundenservice noreply sales shipping versand purchasing
        einkauf department""",
    THING: """deal deals event events meeting meetings call calls ticket tickets task tasks project
        product products campaign form order orders opportunity opportunities opp quote contract
        subscription item list file folder page post article course session webinar question
        invoiceid termin gelegenheit record object objects hotel restaurant book song game
        webhook report segment""",
    WORK: """work works business corporate professional office geschäftlich geschäftliche
        geschäftlicher geschäftl geschaeftlich geschaeftliche dienstlich dienstliche beruflich
        berufliche arbeit büro professionnel professionnelle pro bureau travail profesional
        trabajo laboral corporativo corporativa oficina empresarial profissional trabalho
        professionale lavoro aziendale ufficio zakelijk zakelijke werk рабочий рабочая 仕事 勤務先
        工作 업무""",
    PRIVATE: """personal private home privat privater privates persönlich persönliche personnel
        personnelle perso privé privée domicile particular casa pessoal personale privato privata
        persoonlijk persoonlijke thuis личный личная 個人 个人 개인""",
    SECONDARY: """secondary second other others alternate alternative alt additional backup
        supplemental tertiary extra further weitere weiterer weiteres andere sonstige zusätzlich
        zusätzliche zweite zweiter autre secondaire supplémentaire otro otra secundario secundaria
        outro outra altro altra secondario secondaria alternativo alternativa ander overig tweede
        alternatief 2nd 3rd spare""",
    FILLER: """primary main best preferred current new latest recommended default found final
        enriched full complete public official valid validated verified confirmed cleaned clean
        normalized known standard raw the a an of for in at is are what whats which where can
        could we you us use to reach should s your yours my please enter provide give add
        leave tell with st nd rd th and or et und y e o de del della dell di do da dos das du
        des d l la le
        les el los il lo der die das den dem van het een mr haupt hauptsächliche principal
        principale hoofd aktuell aktuelle aktueller actuel actuelle actual attuale atual huidige
        input output lookup data properties property fields field value values col column present
        associated display legal unique entity registered vollständiger vollständige complet
        completo completa compleet volledige voller formatted hs hubspot salesforce sfdc pipedrive
        zoho dynamics apollo zoominfo rocketreach pdl evaboot outlook google gong typeform
        calendly clay hunter dropcontact snov clearbit cognism kaspr lemlist salesloft findymail
        direct required optional trading corporation proper whole direkt direkte primär primäre
        primaire primario primaria primária ご お の""",
    ATTRIBUTE: """status type kind count date time on opt optin optout unsubscribed subscribed
        unsubscribe bounce bounced bounces confidence score grade rank rating accuracy
        source verification validation invalid deliverability deliverable quality level category
        tag tags label labels notes note comment comments description sent opened clicked click
        clicks replied reply replies received delivered followers following connections
        connection connected premium pronunciation phonetic yomi initial initials gender birthday
        dob age seen contacted activity active visited visit response responses answered step
        stage lifecycle seniority function management hierarchy change changed start end zone
        timezone timestamp token hash md5 sha256 password format language lang template subject
        body message thread consent gdpr permission preference frequency marketing newsletter
        interest reason error result traffic logo image photo picture avatar checksum headline
        summary bio about keywords skills price amount currency probability next extension ext
        fax sms text reminder mode locked flag has does was not disposable catch free nickname
        nick maiden alias username login handle salutation anrede civilité tratamiento trattamento
        aanhef prefix suffix send honorific titel titolo created modified updated changed
        datum anzahl quelle bewertung kategorie typ statut estado fecha hora fuente tipo fonte
        stato bron soort abteilung département departamento state region province zip postal
        postcode plz street strasse straße rue calle via straat county bundesland
        notiz notizen bemerkung bemerkungen observaciones geburtsname geburtstag spitzname
        surnom apodo slug followup birth mailing grades timeline years months""",
    COMPANY_ATTRIBUTE: """industry industries branche sector secteur settore size employees
        headcount revenue umsatz mitarbeiterzahl mitarbeiter founded naics sic ticker technologies
        funding turnover employés empleados dipendenti funcionários werknemers
        omzet fatturato vat subsidiaries""",
}  # fmt: skip

# People of other parts, each distinct: a file may be about invitees and their guests.
ENTITIES = """invitee attendee participant registrant respondent guest candidate applicant bewerber
    teilnehmer participante partecipante deelnemer eingeladener gast invité subscriber recipient
    empfänger customer client buyer kunde kunden cliente klant student patient employee speaker
    visitor requester tenant member geschäftsführer founder cofounder ceo cto cfo director
    customers clients
    attendees participants guests candidates vendor supplier lieferant fournisseur proveedor
    fornecedor fornitore leverancier"""
# Those that may be companies as well as people.
CLIENTS = """customer client buyer kunde kunden cliente klant customers clients vendor supplier
    lieferant fournisseur proveedor fornecedor fornitore leverancier"""

PHRASES: dict[str, str] = {
    "assigned to": OTHER,
    "reports to": OTHER,
    "reporting to": OTHER,
    "report to": OTHER,
    "belongs to": OTHER,
    "reply to": OTHER,
    "replied to": OTHER,
    "sent from": OTHER,
    "sent by": OTHER,
    "on behalf": OTHER,
    "sales rep": OTHER,
    "sales person": OTHER,
    "sales agent": OTHER,
    "account executive": OTHER,
    "account exec": OTHER,
    "next of kin": OTHER,
    "person in charge": OTHER,
    "in charge": OTHER,
    "key contact": CONTACT,
    "контактное лицо": CONTACT,
    "legal contact": ROLE,
    "member profile": PROFILE,
    "f name": FIRST_NAME,
    "l name": LAST_NAME,
    "vor und nachname": NAME,
    "voor en achternaam": NAME,
    "ф и о": NAME,  # noqa: RUF001 - Cyrillic
    "sales navigator": FILLER,
    "sales nav": FILLER,
    "zoom info": FILLER,
    "hub spot": FILLER,
    "rocket reach": FILLER,
    "nom de famille": LAST_NAME,
    "nome de família": LAST_NAME,
    "decision maker": CONTACT,
    "point of contact": CONTACT,
    "web site": WEBSITE,
    "web page": WEBSITE,
    "home page": WEBSITE,
    "web address": WEBSITE,
    "site internet": WEBSITE,
    "page internet": WEBSITE,
    "social link": PROFILE,
    "social links": PROFILE,
    "social url": PROFILE,
    "opt in": ATTRIBUTE,
    "opt out": ATTRIBUTE,
    "double opt": ATTRIBUTE,
    "job function": ATTRIBUTE,
    "job level": ATTRIBUTE,
    "ip address": ATTRIBUTE,
    "mac address": ATTRIBUTE,
    "number of": ATTRIBUTE,
    "no of": ATTRIBUTE,
    "raison sociale": COMPANY,
    "razón social": COMPANY,
    "razão social": COMPANY,
    "ragione sociale": COMPANY,
    "datore di lavoro": COMPANY,
    "business name": COMPANY,
    "trading name": COMPANY,
    "nome fantasia": COMPANY,
    "business website": WEBSITE,
    "for emails": FILLER,
    "name pronunciation": ATTRIBUTE,
}
