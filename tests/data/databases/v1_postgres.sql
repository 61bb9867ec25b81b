CREATE TABLE public.companies (
    id text NOT NULL,
    name text,
    domain text,
    website text,
    description text,
    industry text,
    sub_industry text,
    size_min bigint,
    size_max bigint,
    employees bigint,
    revenue_min bigint,
    revenue_max bigint,
    founded text,
    type text,
    city text,
    state text,
    country text,
    linkedin_url text,
    technologies text,
    specialities text,
    funding_total bigint,
    fetched_at timestamp with time zone
);
CREATE TABLE public.contacts (
    id text NOT NULL,
    full_name text,
    first_name text,
    last_name text,
    job_title text,
    seniority text,
    departments text,
    work_email text,
    private_email text,
    emails text,
    email_hash text,
    mobile_phone text,
    direct_phone text,
    phones text,
    do_not_call text,
    city text,
    state text,
    country text,
    in_eu bigint,
    linkedin_url text,
    company_id text,
    fetched_at timestamp with time zone,
    owner text
);
CREATE TABLE public.lusha_schema (
    version bigint NOT NULL
);
CREATE TABLE public.people (
    id text NOT NULL,
    full_name text,
    first_name text,
    last_name text,
    job_title text,
    seniority text,
    departments text,
    work_email text,
    private_email text,
    emails text,
    email_hash text,
    mobile_phone text,
    direct_phone text,
    phones text,
    do_not_call text,
    city text,
    state text,
    country text,
    in_eu bigint,
    linkedin_url text,
    company_id text,
    fetched_at timestamp with time zone
);
CREATE TABLE public.runs (
    id text NOT NULL,
    source text,
    rows bigint,
    matched bigint,
    credits bigint,
    ended timestamp with time zone
);
INSERT INTO public.companies VALUES ('30000000', 'Analytical Engines', 'analytical-engines.example', 'https://www.analytical-engines.example', 'Analytical Engines of London works in industrial machinery since 2003.', 'Manufacturing', 'Industrial Machinery', 1001, 5000, 3725, 250000000, 1000000000, '2003', 'Private company', 'London', 'England', 'United Kingdom', 'https://www.linkedin.com/company/analytical-engines', 'hubspot; python; react; slack', 'analytics; design', 29000000, '2026-11-30 23:39:06+00');
INSERT INTO public.companies VALUES ('30000017', 'Orchard Motors', 'orchard-motors.example', 'https://www.orchard-motors.example', 'Orchard Motors of Milan works in freight & package transportation since 2019.', 'Transportation & Logistics', 'Freight & Package Transportation', 501, 1000, NULL, 100000000, 250000000, NULL, NULL, 'Milan', 'Lombardy', 'Italy', 'https://www.linkedin.com/company/orchard-motors', 'kubernetes; python; salesforce; slack', 'automation; research', NULL, '2026-11-30 23:39:06+00');
INSERT INTO public.companies VALUES ('30000034', 'Delta Systems', 'delta-systems.example', 'https://www.delta-systems.example', 'Delta Systems of Berlin works in biotechnology research since 2004.', 'Hospitals & Healthcare', 'Biotechnology Research', 51, 200, NULL, 10000000, 50000000, NULL, NULL, 'Berlin', 'Berlin', 'Germany', 'https://www.linkedin.com/company/delta-systems', 'aws; python; react; slack', 'analytics; automation', NULL, '2026-11-30 23:39:06+00');
INSERT INTO public.contacts VALUES ('4100000260', 'Zanele Moreau', 'Zanele', 'Moreau', 'Financial Analyst', 'Non-manager', 'Finance', 'zanele.moreau@orchard-motors.example', 'zanele.moreau.20@mailbox.example', 'zanele.moreau@orchard-motors.example; zanele.moreau.20@mailbox.example', 'cddd70b90060ad71ce4ca6c7b63b79232717f8cec34f0264cbce4896d0e9b8e2', NULL, NULL, '+1 534 555 0141', NULL, 'Seattle', 'Washington', 'United States', 0, 'https://www.linkedin.com/in/zanele-moreau-00014', '30000017', '2026-11-30 23:39:06+00', NULL);
INSERT INTO public.contacts VALUES ('4100000520', 'Yuki Petersen', 'Yuki', 'Petersen', 'People Partner', 'Non-manager', 'Human Resources', 'yuki.petersen@delta-systems.example', 'yuki.petersen.40@mailbox.example', 'yuki.petersen@delta-systems.example; yuki.petersen.40@mailbox.example', '05546cf55687cc347d45f600aee84a26fdd9e79ca61ced6307c7c8be75729993', NULL, '+1 238 555 0193', '+1 238 555 0193', NULL, 'Boston', 'Massachusetts', 'United States', 0, 'https://www.linkedin.com/in/yuki-petersen-00028', '30000034', '2026-11-30 23:39:06+00', NULL);
INSERT INTO public.contacts VALUES ('4100000000', 'Ada Byrne', 'Ada', 'Byrne', 'People Partner', 'Non-manager', 'Human Resources', 'ada.byrne@analytical-engines.example', 'ada.byrne.0@mailbox.example', 'ada.byrne@analytical-engines.example; ada.byrne.0@mailbox.example', 'c5c1b555622030257750a651c95ec07f670fbf5b4a27858b0695a4ab8bf2ff3c', '+1 344 555 0151', NULL, '+1 344 555 0151; +1 512 555 0103', '+1 512 555 0103', 'London', 'England', 'United Kingdom', 0, 'https://www.linkedin.com/in/ada-byrne-00000', '30000000', '2026-11-30 23:39:06+00', 'me');
INSERT INTO public.contacts VALUES ('4199999999', 'Lin Ono', NULL, NULL, NULL, NULL, NULL, 'LIN@bücher.example', NULL, 'LIN@bücher.example; lin@home.example', 'e7e4f2d514479ae8011292b0e14fe021e33d601d91a51a8942bd14c8267b7904', '+1 212 555 0100', NULL, '+1 212 555 0100; +1 212 555 0101', '+1 212 555 0101', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 12:00:00+00', NULL);
INSERT INTO public.lusha_schema VALUES (1);
INSERT INTO public.people VALUES ('4100000000', 'Ada Byrne', 'Ada', 'Byrne', 'People Partner', 'Non-manager', 'Human Resources', 'ada.byrne@analytical-engines.example', 'ada.byrne.0@mailbox.example', 'ada.byrne@analytical-engines.example; ada.byrne.0@mailbox.example', 'c5c1b555622030257750a651c95ec07f670fbf5b4a27858b0695a4ab8bf2ff3c', '+1 344 555 0151', NULL, '+1 344 555 0151; +1 512 555 0103', '+1 512 555 0103', 'London', 'England', 'United Kingdom', 0, 'https://www.linkedin.com/in/ada-byrne-00000', '30000000', '2026-11-30 23:39:06+00');
INSERT INTO public.runs VALUES ('7244c1bc0978', 'firms.csv', 1, 1, 2, '2026-11-30 23:39:06+00');
INSERT INTO public.runs VALUES ('22877b12c0f8', 'l3.csv', 3, 3, 19, '2026-11-30 23:39:06+00');
INSERT INTO public.runs VALUES ('e22d577b77c7', 'l1.csv', 1, 1, 0, '2026-11-30 23:39:06+00');
ALTER TABLE ONLY public.companies
    ADD CONSTRAINT companies_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.contacts
    ADD CONSTRAINT contacts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people
    ADD CONSTRAINT people_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.runs
    ADD CONSTRAINT runs_pkey PRIMARY KEY (id);
CREATE INDEX companies_domain ON public.companies USING btree (domain);
CREATE INDEX companies_linkedin_url ON public.companies USING btree (linkedin_url);
CREATE INDEX contacts_email_hash ON public.contacts USING btree (email_hash);
CREATE INDEX contacts_linkedin_url ON public.contacts USING btree (linkedin_url);
CREATE INDEX people_email_hash ON public.people USING btree (email_hash);
CREATE INDEX people_linkedin_url ON public.people USING btree (linkedin_url);
