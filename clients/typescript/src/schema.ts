// Made by generate.mjs of openapi.json, sha256 93815ddc87c8a59a2cf48ee304e831f039cd894f4c6210268b64846155d3742a

export interface paths {
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The addresses of the endpoints, and this description.
         * @description The addresses of the endpoints, and this description.
         */
        get: operations["getIndex"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/applications/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an application to join
         * @description Takes the same answers as the form of the site and checks them in the same way. `null` says the same as leaving a member out. The contact person gets a mail with a link; the application reaches the office when it is opened.
         */
        post: operations["sendApplication"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/changes/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What has changed, in order, and which answers that touches.
         * @description What has changed, in order, and which answers that touches.
         */
        get: operations["getChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/documents/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A list, page by page
         * @description The documents that something public links to.
         */
        get: operations["listDocuments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/documents/find/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where an item is, by one of its names
         * @description The documents that something public links to.
         */
        get: operations["findDocuments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/documents/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One item with all its fields
         * @description The documents that something public links to.
         */
        get: operations["getDocuments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A list, page by page
         * @description The images that something public shows.
         */
        get: operations["listImages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/find/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where an item is, by one of its names
         * @description The images that something public shows.
         */
        get: operations["findImages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One item with all its fields
         * @description The images that something public shows.
         */
        get: operations["getImages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oembed/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How other sites show a profile (https://oembed.com).
         * @description How other sites show a profile (https://oembed.com).
         */
        get: operations["getOembed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The file openapi.json
         * @description The addresses of the endpoints, and this description.
         */
        get: operations["indexOpenapiJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pages/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A list, page by page
         * @description The pages of the site, of every type.
         */
        get: operations["listPages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pages/find/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where an item is, by one of its names
         * @description The pages of the site, of every type.
         */
        get: operations["findPages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pages/summary/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Totals and counts of what the filters keep
         * @description The pages of the site, of every type.
         */
        get: operations["pagesSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pages/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One item with all its fields
         * @description The pages of the site, of every type.
         */
        get: operations["getPages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/participants/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A list, page by page
         * @description The cities and regions of the registry.
         */
        get: operations["listParticipants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/participants/datapackage.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The file datapackage.json
         * @description The cities and regions of the registry.
         */
        get: operations["participantsDatapackageJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/participants/export.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The file export.csv
         * @description The cities and regions of the registry.
         */
        get: operations["participantsExportCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/participants/export.csv-metadata.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The file export.csv-metadata.json
         * @description The cities and regions of the registry.
         */
        get: operations["participantsExportCsvMetadataJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/participants/export.geojson": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The file export.geojson
         * @description The cities and regions of the registry.
         */
        get: operations["participantsExportGeojson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/participants/export.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The file export.json
         * @description The cities and regions of the registry.
         */
        get: operations["participantsExportJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/participants/find/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where an item is, by one of its names
         * @description The cities and regions of the registry.
         */
        get: operations["findParticipants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/participants/places/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a map shows of all that the filters keep, without pages
         * @description The cities and regions of the registry.
         */
        get: operations["participantsPlaces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/participants/summary/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Totals and counts of what the filters keep
         * @description The cities and regions of the registry.
         */
        get: operations["participantsSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/participants/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One item with all its fields
         * @description The cities and regions of the registry.
         */
        get: operations["getParticipants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/preview/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What an editor works on, as it would be once it is published.
         * @description What an editor works on, as it would be once it is published.
         */
        get: operations["getPreview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/resolve/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All that is shown at a path of the site.
         * @description All that is shown at a path of the site.
         */
        get: operations["getResolve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/search/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything public that has some words; typing errors are forgiven.
         * @description Everything public that has some words; typing errors are forgiven.
         */
        get: operations["getSearch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/search/suggestions/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Names and titles with words that begin as those that are being typed
         * @description Everything public that has some words; typing errors are forgiven.
         */
        get: operations["searchSuggestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/site/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What surrounds every page of a language.
         * @description What surrounds every page of a language.
         */
        get: operations["getSite"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * About
         * @description What a file says of itself.
         */
        About: {
            /**
             * Date
             * Format: date
             * @description The day that it answers for.
             */
            date: string;
            /**
             * Filter
             * @description The parameters that were given.
             */
            filter: {
                [key: string]: string;
            };
            licence: components["schemas"]["Licence"];
            /**
             * Title
             * @description Plain text.
             */
            title: string;
            /** Total Count */
            total_count: number;
            /**
             * Version
             * @description Plain text.
             */
            version: string;
        };
        /**
         * AboutPoints
         * @description What the file of points says of itself.
         */
        AboutPoints: {
            /**
             * Date
             * Format: date
             * @description The day that it answers for.
             */
            date: string;
            /**
             * Filter
             * @description The parameters that were given.
             */
            filter: {
                [key: string]: string;
            };
            licence: components["schemas"]["Licence"];
            /**
             * Title
             * @description Plain text.
             */
            title: string;
            /** Total Count */
            total_count: number;
            /**
             * Version
             * @description Plain text.
             */
            version: string;
            /**
             * Without Position
             * @description How many are not in it for that.
             */
            without_position: number;
        };
        /**
         * Account
         * @description Where somebody can follow the Alliance.
         */
        Account: {
            /**
             * Label
             * @description Plain text.
             */
            label: string;
            /**
             * Service
             * @enum {string}
             */
            service: "bluesky" | "facebook" | "flickr" | "instagram" | "linkedin" | "mastodon" | "newsletter" | "website" | "x" | "youtube";
            /**
             * Url
             * Format: uri
             */
            url: string;
        };
        /**
         * Affects
         * @description The public answers that are no longer what they were.
         */
        Affects: {
            /**
             * Paths
             * @description On the site, but for the tags of what is on all pages of a language.
             */
            paths: string[];
            /**
             * Tags
             * @description Each as in the header Cache-Tag.
             */
            tags: string[];
        };
        Application: {
            /** Address of the town hall */
            address: string;
            /**
             * Consents to the processing of these data
             * @constant
             */
            consent: true;
            contact: {
                /**
                 * E-mail
                 * Format: email
                 */
                email: string;
                /** Contact person */
                name: string;
                /** Telephone */
                phone?: string | null;
            };
            /**
             * Country
             * @enum {string}
             */
            country: "AL" | "AD" | "AM" | "AT" | "AZ" | "BE" | "BA" | "BG" | "HR" | "CY" | "CZ" | "DK" | "EE" | "FI" | "FR" | "GE" | "DE" | "GR" | "HU" | "IS" | "IE" | "IT" | "XK" | "LV" | "LI" | "LT" | "LU" | "MT" | "MC" | "ME" | "NL" | "MK" | "NO" | "PL" | "PT" | "MD" | "RO" | "SM" | "RS" | "SK" | "SI" | "ES" | "SE" | "CH" | "TR" | "UA" | "GB";
            /**
             * Kind
             * @enum {string}
             */
            kind: "city" | "municipality" | "metropolitan_city" | "county" | "province" | "department" | "region" | "other";
            /**
             * Language of correspondence
             * @enum {string}
             */
            language: "en" | "fr";
            /** Letter of the mayor, or decision of the council */
            letter?: string | null;
            measures?: {
                /** Description */
                description?: string | null;
                /**
                 * Funding
                 * @enum {string}
                 */
                funding: "own" | "national" | "european" | "private" | "mixed" | "unknown";
                /**
                 * Started
                 * @description As far as it is known: 2014, 2014-12 or 2014-12-05.
                 */
                started_on?: string | null;
                /** Theme */
                theme: string;
                /** Title */
                title: string;
            }[] | null;
            /** Local name */
            name_local?: string | null;
            names: {
                en: string;
                fr?: string | null;
            };
            population?: {
                /** Source */
                source?: string | null;
                /** Population */
                value?: number | string | null;
                /** Year */
                year?: number | null;
            } | null;
            /** Region */
            region?: string | null;
            representative: {
                /** Name of the representative */
                name: string;
                /**
                 * Role
                 * @enum {string}
                 */
                role: "mayor" | "deputy_mayor" | "president" | "vice_president" | "governor" | "councillor" | "other";
            };
            roma_population: {
                /**
                 * Reason for absence
                 * @enum {string|null}
                 */
                absence?: "not_collected" | "not_published" | "withheld" | null;
                /**
                 * Basis
                 * @enum {string|null}
                 */
                basis?: "official" | "estimate" | "unofficial" | "self_declared" | "unknown" | null;
                /** Source */
                source?: string | null;
                /** Roma population */
                value?: number | string | null;
                /** Year */
                year?: number | null;
            } & ({
                /** @enum {unknown} */
                absence?: null | "";
                basis: unknown;
                source: unknown;
                value: unknown;
                year: unknown;
            } | {
                absence: unknown;
                /** @enum {unknown} */
                value?: null | "";
            });
            /**
             * Website
             * Format: uri
             */
            website?: string | null;
        };
        /** ArticleCard */
        ArticleCard: {
            closes_on: components["schemas"]["PartialDate"] | null;
            date: components["schemas"]["PartialDate"] | null;
            /**
             * Introduction
             * @description Plain text.
             */
            introduction: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "accession" | "event" | "interview" | "report" | "call" | "statement" | "other";
            lead_image: components["schemas"]["Image"] | null;
            meta: components["schemas"]["ArticleCardMeta"];
            /**
             * Title
             * @description Plain text.
             */
            title: string;
        };
        /** ArticleCardMeta */
        ArticleCardMeta: {
            /** Html Url */
            html_url: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
        };
        /**
         * ArticleKindCount
         * @description How many articles are of a kind.
         */
        ArticleKindCount: {
            /** Count */
            count: number;
            /**
             * Kind
             * @enum {string}
             */
            kind: "accession" | "event" | "interview" | "report" | "call" | "statement" | "other";
            /**
             * Label
             * @description Plain text.
             */
            label: string;
        };
        /** ArticleLine */
        ArticleLine: {
            date: components["schemas"]["PartialDate"] | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "accession" | "event" | "interview" | "report" | "call" | "statement" | "other";
            meta: components["schemas"]["ArticleLineMeta"];
            /**
             * Title
             * @description Plain text.
             */
            title: string;
        };
        /** ArticleLineMeta */
        ArticleLineMeta: {
            /** Html Url */
            html_url: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
        };
        /**
         * ArticleSummary
         * @description Counts of the articles that the filters keep.
         */
        ArticleSummary: {
            /** Countries */
            countries: components["schemas"]["CountryCount"][];
            /** Footnotes */
            footnotes: string[];
            /** Kinds */
            kinds: components["schemas"]["ArticleKindCount"][];
            /** Locales */
            locales: components["schemas"]["LanguageCount"][];
            /** Months */
            months: components["schemas"]["MonthCount"][];
            /** Themes */
            themes: components["schemas"]["ThemeCount"][];
            /** Total */
            total: number;
            /** Years */
            years: components["schemas"]["YearCount"][];
        };
        /**
         * Auspices
         * @description The line at the top of every page.
         */
        Auspices: {
            /**
             * Text
             * @description Plain text.
             */
            text: string;
            /** Url */
            url: string | null;
        };
        /**
         * Breadcrumb
         * @description A step from the home page to what is shown, which is the last.
         */
        Breadcrumb: {
            /**
             * Html Url
             * Format: uri-reference
             * @description Where it is on the site; a path with `links=relative`.
             */
            html_url: string;
            /**
             * Path
             * @description The address on this site, without its host; null where it is on another.
             */
            path: string | null;
            /** Title */
            title: string;
        };
        /**
         * CallToJoin
         * @description The call to join; all but `is_open` is null while there is no page on joining.
         */
        CallToJoin: {
            /**
             * Applications Url
             * @description Where frontends send applications.
             */
            applications_url: string | null;
            /**
             * Detail Url
             * @description The page in this API.
             */
            detail_url: string | null;
            /**
             * Form Url
             * @description The form on the site.
             */
            form_url: string | null;
            /** Html Url */
            html_url: string | null;
            /** Id */
            id: number | null;
            /** Is Open */
            is_open: boolean;
            /**
             * Link Text
             * @description The words of it that lead to the page.
             */
            link_text: string | null;
            /** Text */
            text: string | null;
        };
        /**
         * Changes
         * @description Changes in their order.
         */
        Changes: {
            /** Items */
            items: components["schemas"]["PublicChange"][];
            meta: components["schemas"]["ChangesMeta"];
        };
        /**
         * ChangesMeta
         * @description How to go on.
         */
        ChangesMeta: {
            /** Has More */
            has_more: boolean;
            /**
             * Next
             * @description The value of since for what comes after.
             */
            next: string;
        };
        /**
         * ChosenValue
         * @description A value that is chosen.
         */
        ChosenValue: {
            /**
             * Html Url
             * Format: uri-reference
             * @description The same without it.
             */
            html_url: string;
            /**
             * Label
             * @description Plain text.
             */
            label: string;
            /**
             * Parameter
             * @description As the address of the page has it.
             */
            parameter: string;
        };
        /**
         * CountMeta
         * @description What a list without pages says of itself.
         */
        CountMeta: {
            /**
             * Total Count
             * @description Of what the filters keep.
             */
            total_count: number;
        };
        /**
         * Country
         * @description A country, named as the Council of Europe does.
         */
        Country: {
            /**
             * Code
             * @description ISO 3166-1 alpha-2; XK for Kosovo.
             */
            code: string;
            /**
             * Name
             * @description Plain text.
             */
            name: string;
        };
        /**
         * CountryCount
         * @description How many belong to a country.
         */
        CountryCount: {
            /**
             * Code
             * @description ISO 3166-1 alpha-2; XK for Kosovo.
             */
            code: string;
            /** Count */
            count: number;
            /**
             * Name
             * @description Plain text.
             */
            name: string;
        };
        /** CountryIndexPage */
        CountryIndexPage: {
            /** Id */
            id: number;
            /**
             * Introduction
             * @description Plain text, or empty.
             */
            introduction: string;
            meta: components["schemas"]["CountryIndexPageMeta"];
            /**
             * Title
             * @description Plain text.
             */
            title: string;
        };
        /** CountryIndexPageFields */
        CountryIndexPageFields: {
            /** Id */
            id?: number;
            /**
             * Introduction
             * @description Plain text, or empty.
             */
            introduction?: string;
            meta?: components["schemas"]["CountryIndexPageFieldsMeta"];
            /**
             * Title
             * @description Plain text.
             */
            title?: string;
        };
        /** CountryIndexPageFieldsMeta */
        CountryIndexPageFieldsMeta: {
            alias_of?: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url?: string;
            /** First Published At */
            first_published_at?: string | null;
            /** Html Url */
            html_url?: string | null;
            /** Last Published At */
            last_published_at?: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale?: "en" | "fr";
            parent?: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description?: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title?: string;
            /** Show In Menus */
            show_in_menus?: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug?: string;
            /**
             * Type
             * @constant
             */
            type?: "alliance_pages.CountryIndexPage";
        };
        /** CountryIndexPageMeta */
        CountryIndexPageMeta: {
            alias_of: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /** First Published At */
            first_published_at: string | null;
            /** Html Url */
            html_url: string | null;
            /** Last Published At */
            last_published_at: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            parent: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title: string;
            /** Show In Menus */
            show_in_menus: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
            /**
             * Type
             * @constant
             */
            type: "alliance_pages.CountryIndexPage";
        };
        /** CountryIndexPagePreview */
        CountryIndexPagePreview: {
            /** Id */
            id: number;
            /**
             * Introduction
             * @description Plain text, or empty.
             */
            introduction: string;
            lists?: components["schemas"]["PageLists"];
            meta: components["schemas"]["CountryIndexPagePreviewMeta"];
            preview: components["schemas"]["PreviewInfo"];
            /**
             * Title
             * @description Plain text, or empty.
             */
            title: string;
        };
        /** CountryIndexPagePreviewMeta */
        CountryIndexPagePreviewMeta: {
            alias_of: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /** First Published At */
            first_published_at: string | null;
            /** Html Url */
            html_url: string | null;
            /** Last Published At */
            last_published_at: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            parent: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title: string;
            /** Show In Menus */
            show_in_menus: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
            /**
             * Type
             * @constant
             */
            type: "alliance_pages.CountryIndexPage";
        };
        /** CountryPage */
        CountryPage: {
            /** Body */
            body: (components["schemas"]["HeadingBlock"] | components["schemas"]["ParagraphBlock"] | components["schemas"]["ImageBlock"] | components["schemas"]["QuoteBlock"] | components["schemas"]["FactBlock"])[];
            country: components["schemas"]["Country"];
            /** Id */
            id: number;
            /**
             * Introduction
             * @description Plain text, or empty.
             */
            introduction: string;
            meta: components["schemas"]["CountryPageMeta"];
            /** Participants */
            participants: components["schemas"]["NamedParticipant"][];
            /** Participants Count */
            participants_count: number;
            /** Participants Sentence */
            participants_sentence: string;
            /**
             * Title
             * @description Plain text.
             */
            title: string;
        };
        /** CountryPageFields */
        CountryPageFields: {
            /** Body */
            body?: (components["schemas"]["HeadingBlock"] | components["schemas"]["ParagraphBlock"] | components["schemas"]["ImageBlock"] | components["schemas"]["QuoteBlock"] | components["schemas"]["FactBlock"])[];
            country?: components["schemas"]["Country"];
            /** Id */
            id?: number;
            /**
             * Introduction
             * @description Plain text, or empty.
             */
            introduction?: string;
            meta?: components["schemas"]["CountryPageFieldsMeta"];
            /** Participants */
            participants?: components["schemas"]["NamedParticipant"][];
            /** Participants Count */
            participants_count?: number;
            /** Participants Sentence */
            participants_sentence?: string;
            /**
             * Title
             * @description Plain text.
             */
            title?: string;
        };
        /** CountryPageFieldsMeta */
        CountryPageFieldsMeta: {
            alias_of?: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url?: string;
            /** First Published At */
            first_published_at?: string | null;
            /** Html Url */
            html_url?: string | null;
            /** Last Published At */
            last_published_at?: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale?: "en" | "fr";
            parent?: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description?: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title?: string;
            /** Show In Menus */
            show_in_menus?: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug?: string;
            /**
             * Type
             * @constant
             */
            type?: "alliance_pages.CountryPage";
        };
        /** CountryPageMeta */
        CountryPageMeta: {
            alias_of: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /** First Published At */
            first_published_at: string | null;
            /** Html Url */
            html_url: string | null;
            /** Last Published At */
            last_published_at: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            parent: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title: string;
            /** Show In Menus */
            show_in_menus: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
            /**
             * Type
             * @constant
             */
            type: "alliance_pages.CountryPage";
        };
        /** CountryPagePreview */
        CountryPagePreview: {
            /** Body */
            body: (components["schemas"]["HeadingBlock"] | components["schemas"]["ParagraphBlock"] | components["schemas"]["ImageBlock"] | components["schemas"]["QuoteBlock"] | components["schemas"]["FactBlock"])[];
            country: components["schemas"]["Country"];
            /** Id */
            id: number;
            /**
             * Introduction
             * @description Plain text, or empty.
             */
            introduction: string;
            lists?: components["schemas"]["PageLists"];
            meta: components["schemas"]["CountryPagePreviewMeta"];
            /** Participants */
            participants: components["schemas"]["NamedParticipant"][];
            /** Participants Count */
            participants_count: number;
            /** Participants Sentence */
            participants_sentence: string;
            preview: components["schemas"]["PreviewInfo"];
            /**
             * Title
             * @description Plain text, or empty.
             */
            title: string;
        };
        /** CountryPagePreviewMeta */
        CountryPagePreviewMeta: {
            alias_of: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /** First Published At */
            first_published_at: string | null;
            /** Html Url */
            html_url: string | null;
            /** Last Published At */
            last_published_at: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            parent: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title: string;
            /** Show In Menus */
            show_in_menus: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
            /**
             * Type
             * @constant
             */
            type: "alliance_pages.CountryPage";
        };
        /**
         * Credit
         * @description Who made a picture, and on which terms it is shown.
         */
        Credit: {
            /**
             * Author
             * @description Plain text, or empty.
             */
            author: string;
            /**
             * Licence
             * @description Plain text, or empty.
             */
            licence: string;
            /**
             * Source
             * @description Plain text, or empty.
             */
            source: string;
            /**
             * Text
             * @description Must stand wherever the picture is shown.
             */
            text: string;
        };
        /** CreditedImage */
        CreditedImage: {
            /** Height */
            height: number;
            /** Id */
            id: number;
            meta: components["schemas"]["CreditedImageMeta"];
            rendition: components["schemas"]["Image"];
            /**
             * Title
             * @description Plain text.
             */
            title: string;
            /** Width */
            width: number;
        };
        /** CreditedImageFields */
        CreditedImageFields: {
            /** Height */
            height?: number;
            /** Id */
            id?: number;
            meta?: components["schemas"]["CreditedImageFieldsMeta"];
            rendition?: components["schemas"]["Image"];
            /**
             * Title
             * @description Plain text.
             */
            title?: string;
            /** Width */
            width?: number;
        };
        /** CreditedImageFieldsMeta */
        CreditedImageFieldsMeta: {
            /**
             * Detail Url
             * Format: uri
             */
            detail_url?: string;
            /**
             * Download Url
             * Format: uri-reference
             */
            download_url?: string;
            /** Tags */
            tags?: string[];
            /** Type */
            type?: string;
        };
        /** CreditedImageInList */
        CreditedImageInList: {
            /** Id */
            id: number;
            meta: components["schemas"]["CreditedImageInListMeta"];
            rendition: components["schemas"]["Image"];
            /**
             * Title
             * @description Plain text.
             */
            title: string;
        };
        /** CreditedImageInListMeta */
        CreditedImageInListMeta: {
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /**
             * Download Url
             * Format: uri-reference
             */
            download_url: string;
            /** Tags */
            tags: string[];
            /** Type */
            type: string;
        };
        /** CreditedImageList */
        CreditedImageList: {
            /** Items */
            items: (components["schemas"]["CreditedImageInList"] | components["schemas"]["CreditedImageFields"])[];
            meta: components["schemas"]["ListMeta"];
        };
        /** CreditedImageMeta */
        CreditedImageMeta: {
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /**
             * Download Url
             * Format: uri-reference
             */
            download_url: string;
            /** Tags */
            tags: string[];
            /** Type */
            type: string;
        };
        /** Document */
        Document: {
            /** Id */
            id: number;
            meta: components["schemas"]["DocumentMeta"];
            /**
             * Title
             * @description Plain text.
             */
            title: string;
        };
        /** DocumentFields */
        DocumentFields: {
            /** Id */
            id?: number;
            meta?: components["schemas"]["DocumentFieldsMeta"];
            /**
             * Title
             * @description Plain text.
             */
            title?: string;
        };
        /** DocumentFieldsMeta */
        DocumentFieldsMeta: {
            /**
             * Detail Url
             * Format: uri
             */
            detail_url?: string;
            /**
             * Download Url
             * Format: uri-reference
             */
            download_url?: string;
            /** Tags */
            tags?: string[];
            /** Type */
            type?: string;
        };
        /** DocumentInList */
        DocumentInList: {
            /** Id */
            id: number;
            meta: components["schemas"]["DocumentInListMeta"];
            /**
             * Title
             * @description Plain text.
             */
            title: string;
        };
        /** DocumentInListMeta */
        DocumentInListMeta: {
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /**
             * Download Url
             * Format: uri-reference
             */
            download_url: string;
            /** Tags */
            tags: string[];
            /** Type */
            type: string;
        };
        /** DocumentList */
        DocumentList: {
            /** Items */
            items: (components["schemas"]["DocumentInList"] | components["schemas"]["DocumentFields"])[];
            meta: components["schemas"]["ListMeta"];
        };
        /** DocumentMeta */
        DocumentMeta: {
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /**
             * Download Url
             * Format: uri-reference
             */
            download_url: string;
            /** Tags */
            tags: string[];
            /** Type */
            type: string;
        };
        /**
         * Error
         * @description Why a request was refused.
         */
        Error: {
            /**
             * Message
             * @description One sentence.
             */
            message: string;
        };
        /**
         * Event
         * @description A step of a membership.
         */
        Event: {
            date: components["schemas"]["PartialDate"] | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "admitted" | "suspended" | "reinstated" | "withdrawn" | "renamed" | "merged";
            /** @description The successor, to be named. */
            merged_into: components["schemas"]["Successor"] | null;
            /** Source Url */
            source_url: string | null;
            /**
             * Successor
             * @description Of the participant that it merged into, if it is public.
             */
            successor: string | null;
        };
        /**
         * Fact
         * @description A fact with what it tells.
         */
        Fact: {
            /**
             * Label
             * @description Plain text.
             */
            label: string;
            /**
             * Text
             * @description Plain text.
             */
            text: string;
        };
        /**
         * FactBlock
         * @description A fact set off from the text.
         */
        FactBlock: {
            /**
             * Id
             * @description Stays when the block moves.
             */
            id: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "fact";
            value: components["schemas"]["Fact"];
        };
        /**
         * FeedLink
         * @description A feed in one format, or a calendar.
         */
        FeedLink: {
            /**
             * Title
             * @description Plain text.
             */
            title: string;
            /**
             * Topic
             * @description `changes` are those of memberships.
             * @enum {string}
             */
            topic: "news" | "participants" | "changes" | "events";
            /**
             * Type
             * @description Its media type.
             */
            type: string;
            /**
             * Url
             * Format: uri-reference
             * @description Where it is on the site; a path with `links=relative`.
             */
            url: string;
        };
        /**
         * Figure
         * @description A figure with all that must stand beside its value.
         */
        Figure: {
            /** Absence */
            absence: ("not_collected" | "not_published" | "withheld") | null;
            /** Basis */
            basis: ("official" | "estimate" | "unofficial" | "self_declared" | "unknown") | null;
            /**
             * Display
             * @description Plain text.
             */
            display: string;
            /** Is Shown */
            is_shown: boolean;
            /**
             * Measure
             * @enum {string}
             */
            measure: "population" | "roma_population";
            /** Qualifier */
            qualifier: ("exact" | "about" | "almost" | "more_than") | null;
            /** Source */
            source: string | null;
            /** Source Url */
            source_url: string | null;
            /** Value */
            value: number | null;
            /** Value Max */
            value_max: number | null;
            /** Year */
            year: number | null;
        };
        /**
         * FigureTotal
         * @description The sum of the figures of one measure and basis that are shown first.
         */
        FigureTotal: {
            /**
             * Basis
             * @enum {string}
             */
            basis: "official" | "estimate" | "unofficial" | "self_declared" | "unknown";
            /**
             * Display
             * @description Plain text.
             */
            display: string;
            /** First Year */
            first_year: number | null;
            /** Last Year */
            last_year: number | null;
            /**
             * Measure
             * @enum {string}
             */
            measure: "population" | "roma_population";
            /** Participants */
            participants: number;
            /** Total */
            total: number;
            /** Total Max */
            total_max: number | null;
        };
        /**
         * FinderChoice
         * @description A parameter with its values.
         */
        FinderChoice: {
            /**
             * Any
             * @description What it is called that none is chosen.
             */
            any: string | null;
            /**
             * Label
             * @description Plain text.
             */
            label: string;
            /** Options */
            options: components["schemas"]["FinderOption"][];
            /**
             * Parameter
             * @description As the address of the page has it.
             */
            parameter: string;
        };
        /**
         * FinderFault
         * @description A parameter that was left out.
         */
        FinderFault: {
            /**
             * Message
             * @description Why, for visitors.
             */
            message: string;
            /**
             * Parameter
             * @description As the address of the page has it.
             */
            parameter: string;
        };
        /**
         * FinderOption
         * @description A value that can be chosen.
         */
        FinderOption: {
            /**
             * Count
             * @description How many there would be; null of an order.
             */
            count: number | null;
            /**
             * Html Url
             * Format: uri-reference
             * @description The same with it.
             */
            html_url: string;
            /** Is Chosen */
            is_chosen: boolean;
            /**
             * Label
             * @description Plain text.
             */
            label: string;
            /** Value */
            value: string;
        };
        /**
         * FinderParts
         * @description What stands beside the list: all for people, in the language of the page.
         */
        FinderParts: {
            /**
             * Alike
             * @description With names like what was searched for in vain.
             */
            alike: components["schemas"]["ParticipantAlike"][];
            /** Choices */
            choices: components["schemas"]["FinderChoice"][];
            /** Chosen */
            chosen: components["schemas"]["ChosenValue"][];
            /** Faults */
            faults: components["schemas"]["FinderFault"][];
            /** @description Where they are not listed. */
            former: components["schemas"]["FormerCount"] | null;
            /**
             * Heading
             * @description How many are found, of how many.
             */
            heading: string;
            /**
             * Proposals
             * @description Where nobody was found.
             */
            proposals: components["schemas"]["FinderProposal"][];
            /**
             * Total
             * @description Of the same participation, whatever is chosen.
             */
            total: number;
            /** Views */
            views: components["schemas"]["FinderView"][];
        };
        /**
         * FinderProposal
         * @description A filter to leave out.
         */
        FinderProposal: {
            /** Count */
            count: number;
            /**
             * Html Url
             * Format: uri-reference
             * @description Where it is on the site; a path with `links=relative`.
             */
            html_url: string;
            /**
             * Label
             * @description Plain text.
             */
            label: string;
            /**
             * Parameter
             * @description As the address of the page has it.
             */
            parameter: string;
        };
        /**
         * FinderView
         * @description A way to show the same.
         */
        FinderView: {
            /**
             * Html Url
             * Format: uri-reference
             * @description Where it is on the site; a path with `links=relative`.
             */
            html_url: string;
            /** Is Current */
            is_current: boolean;
            /**
             * Label
             * @description Plain text.
             */
            label: string;
            /**
             * View
             * @enum {string}
             */
            view: "list" | "map" | "table";
        };
        /**
         * FocalPoint
         * @description What should be seen wherever a picture is cut; from the left and from the top.
         */
        FocalPoint: {
            /** X */
            x: number;
            /** Y */
            y: number;
        };
        /**
         * FormerCount
         * @description Those that took part once, of what all filters but participation keep.
         */
        FormerCount: {
            /** Count */
            count: number;
            /**
             * Html Url
             * Format: uri-reference
             * @description Where it is on the site; a path with `links=relative`.
             */
            html_url: string;
        };
        /**
         * FoundPage
         * @description Where to read what a path shows, and whether it has moved.
         */
        FoundPage: {
            /** Detail Url */
            detail_url: string | null;
            redirect: components["schemas"]["FoundRedirect"] | null;
        };
        /**
         * FoundRedirect
         * @description Where a path leads to.
         */
        FoundRedirect: {
            /** Is Permanent */
            is_permanent: boolean;
            /**
             * Location
             * Format: uri
             */
            location: string;
        };
        /**
         * HeadAtPath
         * @description What the site's own pages say in their heads.
         */
        HeadAtPath: {
            /**
             * Canonical
             * Format: uri
             */
            canonical: string;
            /** Description */
            description: string;
            /**
             * Json Ld
             * @description null for a feed.
             */
            json_ld: {
                [key: string]: unknown;
            } | null;
            /**
             * Oembed
             * @description Where it is said how other sites show it; null but for a profile.
             */
            oembed: string | null;
            /**
             * Open Graph
             * @description What a card shows where the page is shared, by property.
             */
            open_graph: {
                [key: string]: string;
            };
            picture: components["schemas"]["Image"] | null;
            /**
             * Robots
             * @enum {string}
             */
            robots: "all" | "noindex";
            /**
             * Title
             * @description With the name of the site.
             */
            title: string;
        };
        /**
         * HeadingBlock
         * @description A heading between paragraphs.
         */
        HeadingBlock: {
            /**
             * Id
             * @description Stays when the block moves.
             */
            id: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "heading";
            /**
             * Value
             * @description Plain text.
             */
            value: string;
        };
        /** HomePage */
        HomePage: {
            /** Body */
            body: (components["schemas"]["HeadingBlock"] | components["schemas"]["ParagraphBlock"] | components["schemas"]["ImageBlock"] | components["schemas"]["QuoteBlock"] | components["schemas"]["FactBlock"])[];
            /** Id */
            id: number;
            meta: components["schemas"]["HomePageMeta"];
            /**
             * Mission
             * @description Plain text, or empty.
             */
            mission: string;
            /**
             * Title
             * @description Plain text.
             */
            title: string;
        };
        /** HomePageFields */
        HomePageFields: {
            /** Body */
            body?: (components["schemas"]["HeadingBlock"] | components["schemas"]["ParagraphBlock"] | components["schemas"]["ImageBlock"] | components["schemas"]["QuoteBlock"] | components["schemas"]["FactBlock"])[];
            /** Id */
            id?: number;
            meta?: components["schemas"]["HomePageFieldsMeta"];
            /**
             * Mission
             * @description Plain text, or empty.
             */
            mission?: string;
            /**
             * Title
             * @description Plain text.
             */
            title?: string;
        };
        /** HomePageFieldsMeta */
        HomePageFieldsMeta: {
            alias_of?: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url?: string;
            /** First Published At */
            first_published_at?: string | null;
            /** Html Url */
            html_url?: string | null;
            /** Last Published At */
            last_published_at?: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale?: "en" | "fr";
            parent?: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description?: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title?: string;
            /** Show In Menus */
            show_in_menus?: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug?: string;
            /**
             * Type
             * @constant
             */
            type?: "alliance_pages.HomePage";
        };
        /** HomePageMeta */
        HomePageMeta: {
            alias_of: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /** First Published At */
            first_published_at: string | null;
            /** Html Url */
            html_url: string | null;
            /** Last Published At */
            last_published_at: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            parent: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title: string;
            /** Show In Menus */
            show_in_menus: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
            /**
             * Type
             * @constant
             */
            type: "alliance_pages.HomePage";
        };
        /** HomePagePreview */
        HomePagePreview: {
            /** Body */
            body: (components["schemas"]["HeadingBlock"] | components["schemas"]["ParagraphBlock"] | components["schemas"]["ImageBlock"] | components["schemas"]["QuoteBlock"] | components["schemas"]["FactBlock"])[];
            /** Id */
            id: number;
            lists?: components["schemas"]["PageLists"];
            meta: components["schemas"]["HomePagePreviewMeta"];
            /**
             * Mission
             * @description Plain text, or empty.
             */
            mission: string;
            preview: components["schemas"]["PreviewInfo"];
            /**
             * Title
             * @description Plain text, or empty.
             */
            title: string;
        };
        /** HomePagePreviewMeta */
        HomePagePreviewMeta: {
            alias_of: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /** First Published At */
            first_published_at: string | null;
            /** Html Url */
            html_url: string | null;
            /** Last Published At */
            last_published_at: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            parent: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title: string;
            /** Show In Menus */
            show_in_menus: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
            /**
             * Type
             * @constant
             */
            type: "alliance_pages.HomePage";
        };
        /**
         * Image
         * @description A picture with all that must stand beside it.
         */
        Image: {
            /**
             * Alt
             * @description Plain text.
             */
            alt: string;
            credit: components["schemas"]["Credit"];
            focal_point: components["schemas"]["FocalPoint"] | null;
            /** Height */
            height: number;
            /**
             * Placeholder
             * @description The colour that most of it has.
             */
            placeholder: string | null;
            /**
             * Sizes
             * @description For who shows the picture as large as it fits.
             */
            sizes: string;
            /**
             * Sources
             * @description What has been made, the smallest files first.
             */
            sources: components["schemas"]["ImageSource"][];
            thumbnail: components["schemas"]["Rendition"];
            /**
             * Url
             * Format: uri
             */
            url: string;
            /** Width */
            width: number;
        };
        /**
         * ImageBlock
         * @description A picture in the text.
         */
        ImageBlock: {
            /**
             * Id
             * @description Stays when the block moves.
             */
            id: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "image";
            value: components["schemas"]["Picture"];
        };
        /**
         * ImageSource
         * @description A picture in one format and several widths, as the element `source` takes it.
         */
        ImageSource: {
            /**
             * Srcset
             * @description Addresses with widths, the smallest first.
             */
            srcset: string;
            /**
             * Type
             * @enum {string}
             */
            type: "image/avif" | "image/webp" | "image/jpeg" | "image/png";
        };
        /**
         * Initiative
         * @description What a participant does on a theme.
         */
        Initiative: {
            /** Description */
            description: string;
            /**
             * Funding
             * @enum {string}
             */
            funding: "own" | "national" | "european" | "private" | "mixed" | "unknown";
            /**
             * Locale
             * @description Of its texts.
             * @enum {string}
             */
            locale: "en" | "fr";
            /** Source Url */
            source_url: string | null;
            /** Staff Roles */
            staff_roles: string[];
            started_on: components["schemas"]["PartialDate"] | null;
            theme: components["schemas"]["Theme"];
            /**
             * Title
             * @description Plain text.
             */
            title: string;
        };
        /**
         * InitiativeWords
         * @description An initiative in one language.
         */
        InitiativeWords: {
            /** Description */
            description: string;
            /** Staff Roles */
            staff_roles: string[];
            /**
             * Title
             * @description Plain text.
             */
            title: string;
        };
        /** JoinPage */
        JoinPage: {
            /** Applications Url */
            applications_url: string | null;
            /** Body */
            body: (components["schemas"]["HeadingBlock"] | components["schemas"]["ParagraphBlock"] | components["schemas"]["ImageBlock"] | components["schemas"]["QuoteBlock"] | components["schemas"]["FactBlock"])[];
            /** Form Url */
            form_url: string | null;
            /** Id */
            id: number;
            /**
             * Introduction
             * @description Plain text, or empty.
             */
            introduction: string;
            meta: components["schemas"]["JoinPageMeta"];
            /**
             * Title
             * @description Plain text.
             */
            title: string;
        };
        /** JoinPageFields */
        JoinPageFields: {
            /** Applications Url */
            applications_url?: string | null;
            /** Body */
            body?: (components["schemas"]["HeadingBlock"] | components["schemas"]["ParagraphBlock"] | components["schemas"]["ImageBlock"] | components["schemas"]["QuoteBlock"] | components["schemas"]["FactBlock"])[];
            /** Form Url */
            form_url?: string | null;
            /** Id */
            id?: number;
            /**
             * Introduction
             * @description Plain text, or empty.
             */
            introduction?: string;
            meta?: components["schemas"]["JoinPageFieldsMeta"];
            /**
             * Title
             * @description Plain text.
             */
            title?: string;
        };
        /** JoinPageFieldsMeta */
        JoinPageFieldsMeta: {
            alias_of?: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url?: string;
            /** First Published At */
            first_published_at?: string | null;
            /** Html Url */
            html_url?: string | null;
            /** Last Published At */
            last_published_at?: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale?: "en" | "fr";
            parent?: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description?: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title?: string;
            /** Show In Menus */
            show_in_menus?: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug?: string;
            /**
             * Type
             * @constant
             */
            type?: "alliance_pages.JoinPage";
        };
        /** JoinPageMeta */
        JoinPageMeta: {
            alias_of: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /** First Published At */
            first_published_at: string | null;
            /** Html Url */
            html_url: string | null;
            /** Last Published At */
            last_published_at: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            parent: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title: string;
            /** Show In Menus */
            show_in_menus: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
            /**
             * Type
             * @constant
             */
            type: "alliance_pages.JoinPage";
        };
        /** JoinPagePreview */
        JoinPagePreview: {
            /** Applications Url */
            applications_url: string | null;
            /** Body */
            body: (components["schemas"]["HeadingBlock"] | components["schemas"]["ParagraphBlock"] | components["schemas"]["ImageBlock"] | components["schemas"]["QuoteBlock"] | components["schemas"]["FactBlock"])[];
            /** Form Url */
            form_url: string | null;
            /** Id */
            id: number;
            /**
             * Introduction
             * @description Plain text, or empty.
             */
            introduction: string;
            lists?: components["schemas"]["PageLists"];
            meta: components["schemas"]["JoinPagePreviewMeta"];
            preview: components["schemas"]["PreviewInfo"];
            /**
             * Title
             * @description Plain text, or empty.
             */
            title: string;
        };
        /** JoinPagePreviewMeta */
        JoinPagePreviewMeta: {
            alias_of: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /** First Published At */
            first_published_at: string | null;
            /** Html Url */
            html_url: string | null;
            /** Last Published At */
            last_published_at: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            parent: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title: string;
            /** Show In Menus */
            show_in_menus: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
            /**
             * Type
             * @constant
             */
            type: "alliance_pages.JoinPage";
        };
        /**
         * KindCount
         * @description How many are of a kind.
         */
        KindCount: {
            /** Count */
            count: number;
            /**
             * Kind
             * @enum {string}
             */
            kind: "city" | "municipality" | "metropolitan_city" | "county" | "province" | "department" | "region" | "other";
            /**
             * Label
             * @description Plain text.
             */
            label: string;
        };
        /**
         * Labels
         * @description What every code of the API is called, by the thing that has the code and then by code.
         */
        Labels: {
            /** Absence */
            absence: {
                [key: string]: string;
            };
            /** Application State */
            application_state: {
                [key: string]: string;
            };
            /** Article Kind */
            article_kind: {
                [key: string]: string;
            };
            /** Basis */
            basis: {
                [key: string]: string;
            };
            /** Block Type */
            block_type: {
                [key: string]: string;
            };
            /** Country */
            country: {
                [key: string]: string;
            };
            /** Event Kind */
            event_kind: {
                [key: string]: string;
            };
            /** Funding */
            funding: {
                [key: string]: string;
            };
            /** Kind */
            kind: {
                [key: string]: string;
            };
            /** Licence */
            licence: {
                [key: string]: string;
            };
            /** Locale */
            locale: {
                [key: string]: string;
            };
            /** Measure */
            measure: {
                [key: string]: string;
            };
            /** On File */
            on_file: {
                [key: string]: string;
            };
            /** Page Type */
            page_type: {
                [key: string]: string;
            };
            /** Participant Role */
            participant_role: {
                [key: string]: string;
            };
            /** Precision */
            precision: {
                [key: string]: string;
            };
            /** Qualifier */
            qualifier: {
                [key: string]: string;
            };
            /** Representative Role */
            representative_role: {
                [key: string]: string;
            };
            /** Service */
            service: {
                [key: string]: string;
            };
            /**
             * Status
             * @description With those that the parameter `status` adds.
             */
            status: {
                [key: string]: string;
            };
            /** Theme */
            theme: {
                [key: string]: string;
            };
        };
        /**
         * LanguageCount
         * @description How many articles are in a language.
         */
        LanguageCount: {
            /** Count */
            count: number;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
        };
        /**
         * Licence
         * @description What may be done with the file.
         */
        Licence: {
            /**
             * Name
             * @description Plain text.
             */
            name: string;
            /**
             * Url
             * Format: uri
             */
            url: string;
        };
        /**
         * ListMeta
         * @description What a list says of itself.
         */
        ListMeta: {
            /**
             * Next
             * @description Of the next page of the list.
             */
            next: string | null;
            /**
             * Total Count
             * @description Of what the filters keep.
             */
            total_count: number;
        };
        /** ListedArticleLines */
        ListedArticleLines: {
            /** Items */
            items: components["schemas"]["ArticleLine"][];
            meta: components["schemas"]["ListMeta"];
            /**
             * Url
             * @description Of the same at its endpoint; null where no endpoint takes the parameters.
             */
            url: string | null;
        };
        /** ListedArticleSummary */
        ListedArticleSummary: {
            /** Countries */
            countries: components["schemas"]["CountryCount"][];
            /** Footnotes */
            footnotes: string[];
            /** Kinds */
            kinds: components["schemas"]["ArticleKindCount"][];
            /** Locales */
            locales: components["schemas"]["LanguageCount"][];
            /** Months */
            months: components["schemas"]["MonthCount"][];
            /** Themes */
            themes: components["schemas"]["ThemeCount"][];
            /** Total */
            total: number;
            /**
             * Url
             * @description Of the same at its endpoint; null where no endpoint takes the parameters.
             */
            url: string | null;
            /** Years */
            years: components["schemas"]["YearCount"][];
        };
        /** ListedArticles */
        ListedArticles: {
            /** Items */
            items: components["schemas"]["ArticleCard"][];
            meta: components["schemas"]["ListMeta"];
            /**
             * Url
             * @description Of the same at its endpoint; null where no endpoint takes the parameters.
             */
            url: string | null;
        };
        /** ListedCountries */
        ListedCountries: {
            /** Items */
            items: components["schemas"]["ListedCountry"][];
            meta: components["schemas"]["ListMeta"];
            /**
             * Url
             * @description Of the same at its endpoint; null where no endpoint takes the parameters.
             */
            url: string | null;
        };
        /** ListedCountry */
        ListedCountry: {
            country: components["schemas"]["Country"];
            meta: components["schemas"]["ListedCountryMeta"];
        };
        /** ListedCountryMeta */
        ListedCountryMeta: {
            /** Html Url */
            html_url: string | null;
        };
        /** ListedNames */
        ListedNames: {
            /** Items */
            items: components["schemas"]["ParticipantName"][];
            meta: components["schemas"]["ListMeta"];
            /**
             * Url
             * @description Of the same at its endpoint; null where no endpoint takes the parameters.
             */
            url: string | null;
        };
        /** ListedParticipants */
        ListedParticipants: {
            /** Items */
            items: components["schemas"]["ParticipantCard"][];
            meta: components["schemas"]["ListMeta"];
            /**
             * Url
             * @description Of the same at its endpoint; null where no endpoint takes the parameters.
             */
            url: string | null;
        };
        /** ListedPlaces */
        ListedPlaces: {
            /** Items */
            items: components["schemas"]["ParticipantPlace"][];
            meta: components["schemas"]["CountMeta"];
            /**
             * Url
             * @description Of the same at its endpoint; null where no endpoint takes the parameters.
             */
            url: string | null;
        };
        /** ListedSearched */
        ListedSearched: {
            /** Groups */
            groups: components["schemas"]["SearchGroup"][];
            meta: components["schemas"]["SearchMeta"];
            /**
             * Url
             * @description Of the same at its endpoint; null where no endpoint takes the parameters.
             */
            url: string | null;
        };
        /** ListedSummary */
        ListedSummary: {
            /**
             * As Of
             * Format: date
             */
            as_of: string;
            /** Countries */
            countries: components["schemas"]["CountryCount"][];
            /** Figures */
            figures: components["schemas"]["FigureTotal"][];
            /** Footnotes */
            footnotes: string[];
            /** Former */
            former: number;
            /** Kinds */
            kinds: components["schemas"]["KindCount"][];
            newest: components["schemas"]["NewestParticipant"] | null;
            /** On File */
            on_file: components["schemas"]["OnFileCount"][];
            /** Statuses */
            statuses: components["schemas"]["StatusCount"][];
            taking_part: components["schemas"]["TakingPart"];
            /** Themes */
            themes: components["schemas"]["ThemeCount"][];
            /** Total */
            total: number;
            /** Undated */
            undated: number;
            /**
             * Url
             * @description Of the same at its endpoint; null where no endpoint takes the parameters.
             */
            url: string | null;
            /** Without Position */
            without_position: number;
            /** Years */
            years: components["schemas"]["YearCount"][];
        };
        /** ListedTitles */
        ListedTitles: {
            /** Items */
            items: components["schemas"]["PageTitle"][];
            meta: components["schemas"]["ListMeta"];
            /**
             * Url
             * @description Of the same at its endpoint; null where no endpoint takes the parameters.
             */
            url: string | null;
        };
        /** ListsWithWords */
        ListsWithWords: {
            pages?: components["schemas"]["ListedTitles"];
            participants?: components["schemas"]["ListedNames"];
        };
        /**
         * MapCredit
         * @description Whose work the maps are made of; it must stand wherever these are shown.
         */
        MapCredit: {
            /**
             * Licence
             * @description Plain text.
             */
            licence: string;
            /** Licence Url */
            licence_url: string | null;
            /**
             * Name
             * @description Plain text.
             */
            name: string;
            /**
             * Subject
             * @description Plain text.
             */
            subject: string;
            /**
             * Url
             * Format: uri
             */
            url: string;
        };
        /**
         * MarkedPiece
         * @description A piece of a text; all of them make up the text.
         */
        MarkedPiece: {
            /**
             * Is Found
             * @description Whether it is a word that was found.
             */
            is_found: boolean;
            /**
             * Text
             * @description Plain text.
             */
            text: string;
        };
        /**
         * MenuEntry
         * @description An entry of a menu, with those below it.
         */
        MenuEntry: {
            /** Children */
            children: components["schemas"]["MenuEntry"][];
            /**
             * Detail Url
             * @description The page in this API.
             */
            detail_url: string | null;
            /**
             * Id
             * @description Of its page; null for an address elsewhere.
             */
            id: number | null;
            /** Is External */
            is_external: boolean;
            /**
             * Label
             * @description Plain text.
             */
            label: string;
            /**
             * Url
             * Format: uri-reference
             * @description Where it is on the site; a path with `links=relative`.
             */
            url: string;
        };
        /**
         * Menus
         * @description The menus, without the pages that not everybody may see.
         */
        Menus: {
            /** Footer */
            footer: components["schemas"]["MenuEntry"][];
            /** Legal */
            legal: components["schemas"]["MenuEntry"][];
            /** Main */
            main: components["schemas"]["MenuEntry"][];
        };
        /**
         * MonthCount
         * @description How many articles are of a month.
         */
        MonthCount: {
            /** Count */
            count: number;
            /** Month */
            month: string;
        };
        /**
         * NamedLink
         * @description A link, and what it says.
         */
        NamedLink: {
            /**
             * Href
             * Format: uri
             */
            href: string;
            /**
             * Label
             * @description Plain text.
             */
            label: string;
        };
        /** NamedParticipant */
        NamedParticipant: {
            country: components["schemas"]["Country"];
            /** Id */
            id: number;
            meta: components["schemas"]["NamedParticipantMeta"];
            /**
             * Name
             * @description Plain text.
             */
            name: string;
            /** Number */
            number: number | null;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
        };
        /** NamedParticipantMeta */
        NamedParticipantMeta: {
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /** Html Url */
            html_url: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            /**
             * Type
             * @constant
             */
            type: "participants.Participant";
        };
        /**
         * NearestAddress
         * @description Where to go instead.
         */
        NearestAddress: {
            /**
             * Html Url
             * Format: uri-reference
             * @description Where it is on the site; a path with `links=relative`.
             */
            html_url: string;
            /**
             * Path
             * @description The address on this site, without its host; null where it is on another.
             */
            path: string | null;
            /**
             * Reason
             * @description It has the same last word, or is the nearest page above the path that there is.
             * @enum {string}
             */
            reason: "similar" | "ancestor";
            /** Title */
            title: string;
        };
        /**
         * NewestParticipant
         * @description The newest of those that take part.
         */
        NewestParticipant: {
            country: components["schemas"]["Country"];
            /** Id */
            id: number;
            joined_on: components["schemas"]["PartialDate"] | null;
            meta: components["schemas"]["ProfileAddresses"];
            /**
             * Name
             * @description Plain text.
             */
            name: string;
            /** Number */
            number: number | null;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
        };
        /** NewsArticlePage */
        NewsArticlePage: {
            /** Body */
            body: (components["schemas"]["HeadingBlock"] | components["schemas"]["ParagraphBlock"] | components["schemas"]["ImageBlock"] | components["schemas"]["QuoteBlock"] | components["schemas"]["FactBlock"])[];
            closes_on: components["schemas"]["PartialDate"] | null;
            date: components["schemas"]["PartialDate"] | null;
            /** Id */
            id: number;
            /**
             * Introduction
             * @description Plain text.
             */
            introduction: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "accession" | "event" | "interview" | "report" | "call" | "statement" | "other";
            lead_image: components["schemas"]["Image"] | null;
            /** Legacy Number */
            legacy_number: number | null;
            meta: components["schemas"]["NewsArticlePageMeta"];
            /** Related Countries */
            related_countries: components["schemas"]["Country"][];
            /** Related Participants */
            related_participants: components["schemas"]["RelatedParticipant"][];
            /**
             * Source Url
             * @description Plain text, or empty.
             */
            source_url: string;
            /** Themes */
            themes: components["schemas"]["Theme"][];
            /**
             * Title
             * @description Plain text.
             */
            title: string;
        };
        /** NewsArticlePageFields */
        NewsArticlePageFields: {
            /** Body */
            body?: (components["schemas"]["HeadingBlock"] | components["schemas"]["ParagraphBlock"] | components["schemas"]["ImageBlock"] | components["schemas"]["QuoteBlock"] | components["schemas"]["FactBlock"])[];
            closes_on?: components["schemas"]["PartialDate"] | null;
            date?: components["schemas"]["PartialDate"] | null;
            /** Id */
            id?: number;
            /**
             * Introduction
             * @description Plain text.
             */
            introduction?: string;
            /**
             * Kind
             * @enum {string}
             */
            kind?: "accession" | "event" | "interview" | "report" | "call" | "statement" | "other";
            lead_image?: components["schemas"]["Image"] | null;
            /** Legacy Number */
            legacy_number?: number | null;
            meta?: components["schemas"]["NewsArticlePageFieldsMeta"];
            /** Related Countries */
            related_countries?: components["schemas"]["Country"][];
            /** Related Participants */
            related_participants?: components["schemas"]["RelatedParticipant"][];
            /**
             * Source Url
             * @description Plain text, or empty.
             */
            source_url?: string;
            /** Themes */
            themes?: components["schemas"]["Theme"][];
            /**
             * Title
             * @description Plain text.
             */
            title?: string;
        };
        /** NewsArticlePageFieldsMeta */
        NewsArticlePageFieldsMeta: {
            alias_of?: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url?: string;
            /** First Published At */
            first_published_at?: string | null;
            /** Html Url */
            html_url?: string | null;
            /** Last Published At */
            last_published_at?: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale?: "en" | "fr";
            parent?: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description?: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title?: string;
            /** Show In Menus */
            show_in_menus?: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug?: string;
            /**
             * Type
             * @constant
             */
            type?: "alliance_pages.NewsArticlePage";
        };
        /** NewsArticlePageMeta */
        NewsArticlePageMeta: {
            alias_of: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /** First Published At */
            first_published_at: string | null;
            /** Html Url */
            html_url: string | null;
            /** Last Published At */
            last_published_at: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            parent: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title: string;
            /** Show In Menus */
            show_in_menus: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
            /**
             * Type
             * @constant
             */
            type: "alliance_pages.NewsArticlePage";
        };
        /** NewsArticlePagePreview */
        NewsArticlePagePreview: {
            /** Body */
            body: (components["schemas"]["HeadingBlock"] | components["schemas"]["ParagraphBlock"] | components["schemas"]["ImageBlock"] | components["schemas"]["QuoteBlock"] | components["schemas"]["FactBlock"])[];
            closes_on: components["schemas"]["PartialDate"] | null;
            date: components["schemas"]["PartialDate"] | null;
            /** Id */
            id: number;
            /**
             * Introduction
             * @description Plain text, or empty.
             */
            introduction: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "accession" | "event" | "interview" | "report" | "call" | "statement" | "other";
            lead_image: components["schemas"]["Image"] | null;
            /** Legacy Number */
            legacy_number: number | null;
            lists?: components["schemas"]["PageLists"];
            meta: components["schemas"]["NewsArticlePagePreviewMeta"];
            preview: components["schemas"]["PreviewInfo"];
            /** Related Countries */
            related_countries: components["schemas"]["Country"][];
            /** Related Participants */
            related_participants: components["schemas"]["RelatedParticipant"][];
            /**
             * Source Url
             * @description Plain text, or empty.
             */
            source_url: string;
            /** Themes */
            themes: components["schemas"]["Theme"][];
            /**
             * Title
             * @description Plain text, or empty.
             */
            title: string;
        };
        /** NewsArticlePagePreviewMeta */
        NewsArticlePagePreviewMeta: {
            alias_of: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /** First Published At */
            first_published_at: string | null;
            /** Html Url */
            html_url: string | null;
            /** Last Published At */
            last_published_at: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            parent: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title: string;
            /** Show In Menus */
            show_in_menus: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
            /**
             * Type
             * @constant
             */
            type: "alliance_pages.NewsArticlePage";
        };
        /** NewsIndexPage */
        NewsIndexPage: {
            /** Id */
            id: number;
            /**
             * Introduction
             * @description Plain text, or empty.
             */
            introduction: string;
            meta: components["schemas"]["NewsIndexPageMeta"];
            /**
             * Title
             * @description Plain text.
             */
            title: string;
        };
        /** NewsIndexPageFields */
        NewsIndexPageFields: {
            /** Id */
            id?: number;
            /**
             * Introduction
             * @description Plain text, or empty.
             */
            introduction?: string;
            meta?: components["schemas"]["NewsIndexPageFieldsMeta"];
            /**
             * Title
             * @description Plain text.
             */
            title?: string;
        };
        /** NewsIndexPageFieldsMeta */
        NewsIndexPageFieldsMeta: {
            alias_of?: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url?: string;
            /** First Published At */
            first_published_at?: string | null;
            /** Html Url */
            html_url?: string | null;
            /** Last Published At */
            last_published_at?: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale?: "en" | "fr";
            parent?: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description?: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title?: string;
            /** Show In Menus */
            show_in_menus?: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug?: string;
            /**
             * Type
             * @constant
             */
            type?: "alliance_pages.NewsIndexPage";
        };
        /** NewsIndexPageMeta */
        NewsIndexPageMeta: {
            alias_of: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /** First Published At */
            first_published_at: string | null;
            /** Html Url */
            html_url: string | null;
            /** Last Published At */
            last_published_at: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            parent: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title: string;
            /** Show In Menus */
            show_in_menus: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
            /**
             * Type
             * @constant
             */
            type: "alliance_pages.NewsIndexPage";
        };
        /** NewsIndexPagePreview */
        NewsIndexPagePreview: {
            /** Id */
            id: number;
            /**
             * Introduction
             * @description Plain text, or empty.
             */
            introduction: string;
            lists?: components["schemas"]["PageLists"];
            meta: components["schemas"]["NewsIndexPagePreviewMeta"];
            preview: components["schemas"]["PreviewInfo"];
            /**
             * Title
             * @description Plain text, or empty.
             */
            title: string;
        };
        /** NewsIndexPagePreviewMeta */
        NewsIndexPagePreviewMeta: {
            alias_of: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /** First Published At */
            first_published_at: string | null;
            /** Html Url */
            html_url: string | null;
            /** Last Published At */
            last_published_at: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            parent: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title: string;
            /** Show In Menus */
            show_in_menus: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
            /**
             * Type
             * @constant
             */
            type: "alliance_pages.NewsIndexPage";
        };
        /**
         * NoteInShort
         * @description The note on terminology in short.
         */
        NoteInShort: {
            /**
             * Detail Url
             * @description The page in this API.
             */
            detail_url: string | null;
            /**
             * Html Url
             * Format: uri-reference
             * @description Where it is on the site; a path with `links=relative`.
             */
            html_url: string;
            /** Id */
            id: number;
            /**
             * Summary
             * @description Plain text.
             */
            summary: string;
            /**
             * Title
             * @description Plain text.
             */
            title: string;
            /**
             * Umbrella Term
             * @description Plain text.
             */
            umbrella_term: string;
        };
        /**
         * NothingAtPath
         * @description Nothing is shown at the path, or nothing that everybody may see.
         */
        NothingAtPath: {
            /**
             * Kind
             * @constant
             */
            kind: "none";
            /** @description Where the path has a parameter `q`: what has its words. */
            lists?: components["schemas"]["ListsWithWords"];
            /**
             * Locale
             * @description Of the page, or of the path where nothing is.
             * @enum {string}
             */
            locale: "en" | "fr";
            /**
             * Message
             * @description One sentence.
             */
            message: string;
            nearest: components["schemas"]["NearestAddress"] | null;
            /**
             * Path
             * @description The path that was asked about, percent-encoded.
             */
            path: string;
        };
        /**
         * NumberOf
         * @description How many, in a sentence, and on which day.
         */
        NumberOf: {
            /**
             * As Of
             * Format: date
             */
            as_of: string;
            /** Count */
            count: number;
            /**
             * Sentence
             * @description Ready to print.
             */
            sentence: string;
        };
        /**
         * NumberOfCountry
         * @description How many of a country.
         */
        NumberOfCountry: {
            /**
             * As Of
             * Format: date
             */
            as_of: string;
            /** Count */
            count: number;
            country: components["schemas"]["Country"];
            /**
             * Sentence
             * @description Ready to print.
             */
            sentence: string;
        };
        /**
         * NumberOfKind
         * @description How many of a kind.
         */
        NumberOfKind: {
            /**
             * As Of
             * Format: date
             */
            as_of: string;
            /** Count */
            count: number;
            /**
             * Kind
             * @enum {string}
             */
            kind: "city" | "municipality" | "metropolitan_city" | "county" | "province" | "department" | "region" | "other";
            /**
             * Sentence
             * @description Ready to print.
             */
            sentence: string;
        };
        /**
         * NumbersDocumented
         * @description How many present and former participants have a known number.
         */
        NumbersDocumented: {
            /**
             * As Of
             * Format: date
             */
            as_of: string;
            /** Count */
            count: number;
            /**
             * Issued
             * @description The highest number that is public, or 0.
             */
            issued: number;
            /**
             * Sentence
             * @description Ready to print.
             */
            sentence: string;
        };
        /**
         * OEmbed
         * @description How a page is shown on another site, in the words of https://oembed.com.
         */
        OEmbed: {
            /**
             * Height
             * @description In pixels.
             */
            height: number;
            /**
             * Html
             * @description The element to put into the page.
             */
            html: string;
            /**
             * Provider Name
             * @description Plain text.
             */
            provider_name: string;
            /**
             * Provider Url
             * Format: uri
             */
            provider_url: string;
            /**
             * Title
             * @description Plain text.
             */
            title: string;
            /**
             * Type
             * @constant
             */
            type: "rich";
            /**
             * Version
             * @constant
             */
            version: "1.0";
            /**
             * Width
             * @description In pixels.
             */
            width: number;
        };
        /**
         * OnFileCount
         * @description How many have something on file.
         */
        OnFileCount: {
            /** Count */
            count: number;
            /**
             * Has
             * @enum {string}
             */
            has: "figures" | "initiatives";
            /**
             * Label
             * @description Plain text.
             */
            label: string;
        };
        /**
         * Original
         * @description The page of which another is a copy that follows it.
         */
        Original: {
            /** Id */
            id: number;
            meta: components["schemas"]["OriginalMeta"];
            /**
             * Title
             * @description Plain text.
             */
            title: string;
        };
        /**
         * OriginalMeta
         * @description Where a page is on the site.
         */
        OriginalMeta: {
            /** Html Url */
            html_url: string | null;
        };
        /** PageAtPath */
        PageAtPath: {
            /** Breadcrumbs */
            breadcrumbs: components["schemas"]["Breadcrumb"][];
            /** Item */
            item: components["schemas"]["CountryIndexPage"] | components["schemas"]["CountryPage"] | components["schemas"]["HomePage"] | components["schemas"]["JoinPage"] | components["schemas"]["NewsArticlePage"] | components["schemas"]["NewsIndexPage"] | components["schemas"]["ParticipantIndexPage"] | components["schemas"]["StandardPage"] | components["schemas"]["TerminologyNotePage"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "feed" | "form" | "open_data" | "page" | "past_day" | "search";
            lists?: components["schemas"]["PageLists"];
            /**
             * Locale
             * @description Of the page, or of the path where nothing is.
             * @enum {string}
             */
            locale: "en" | "fr";
            meta: components["schemas"]["HeadAtPath"];
            /**
             * Path
             * @description The path that was asked about, percent-encoded.
             */
            path: string;
            /**
             * Route
             * @description What follows the address of the page it belongs to.
             */
            route: string;
            /** Translations */
            translations: components["schemas"]["Translation"][];
        };
        /** PageInList */
        PageInList: {
            /** Id */
            id: number;
            meta: components["schemas"]["PageInListMeta"];
            /**
             * Title
             * @description Plain text.
             */
            title: string;
        };
        /** PageInListMeta */
        PageInListMeta: {
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /** First Published At */
            first_published_at: string | null;
            /** Html Url */
            html_url: string | null;
            /** Last Published At */
            last_published_at: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
            /**
             * Type
             * @enum {string}
             */
            type: "alliance_pages.CountryIndexPage" | "alliance_pages.CountryPage" | "alliance_pages.HomePage" | "alliance_pages.JoinPage" | "alliance_pages.NewsArticlePage" | "alliance_pages.NewsIndexPage" | "alliance_pages.ParticipantIndexPage" | "alliance_pages.StandardPage" | "alliance_pages.TerminologyNotePage";
        };
        /** PageList */
        PageList: {
            /** Items */
            items: (components["schemas"]["PageInList"] | components["schemas"]["CountryIndexPageFields"] | components["schemas"]["CountryPageFields"] | components["schemas"]["HomePageFields"] | components["schemas"]["JoinPageFields"] | components["schemas"]["NewsArticlePageFields"] | components["schemas"]["NewsIndexPageFields"] | components["schemas"]["ParticipantIndexPageFields"] | components["schemas"]["StandardPageFields"] | components["schemas"]["TerminologyNotePageFields"])[];
            meta: components["schemas"]["ListMeta"];
        };
        /** PageLists */
        PageLists: {
            articles?: components["schemas"]["ListedArticles"];
            articles_summary?: components["schemas"]["ListedArticleSummary"];
            countries?: components["schemas"]["ListedCountries"];
            /** Faults */
            faults?: components["schemas"]["FinderFault"][];
            finder?: components["schemas"]["FinderParts"];
            former?: components["schemas"]["ListedParticipants"];
            found?: components["schemas"]["ListedSearched"];
            participants?: components["schemas"]["ListedParticipants"];
            participants_summary?: components["schemas"]["ListedSummary"];
            past_day?: components["schemas"]["PastDayParts"];
            places?: components["schemas"]["ListedPlaces"];
        };
        /** PageTitle */
        PageTitle: {
            meta: components["schemas"]["PageTitleMeta"];
            /**
             * Title
             * @description Plain text.
             */
            title: string;
        };
        /** PageTitleMeta */
        PageTitleMeta: {
            /** Html Url */
            html_url: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
        };
        /**
         * ParagraphBlock
         * @description Running text with lists and links.
         */
        ParagraphBlock: {
            /**
             * Id
             * @description Stays when the block moves.
             */
            id: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "paragraph";
            /** Value */
            value: string;
        };
        /**
         * Parent
         * @description The page above in the tree.
         */
        Parent: {
            /** Id */
            id: number;
            meta: components["schemas"]["ParentMeta"];
            /**
             * Title
             * @description Plain text.
             */
            title: string;
        };
        /**
         * ParentMeta
         * @description What a page is, and where it is told of.
         */
        ParentMeta: {
            /** Detail Url */
            detail_url: string | null;
            /** Html Url */
            html_url: string | null;
            /** Type */
            type: string | null;
        };
        /**
         * PartialDate
         * @description A date of which only a part may be known.
         */
        PartialDate: {
            /** Date */
            date: string;
            /**
             * Display
             * @description As the site prints it.
             */
            display: string;
            /**
             * Precision
             * @enum {string}
             */
            precision: "year" | "month" | "day";
        };
        /** Participant */
        Participant: {
            country: components["schemas"]["Country"];
            /** Events */
            events: components["schemas"]["Event"][];
            /** Figures */
            figures: components["schemas"]["Figure"][];
            /** Id */
            id: number;
            image: components["schemas"]["Image"] | null;
            /** Initiatives */
            initiatives: components["schemas"]["Initiative"][];
            joined_on: components["schemas"]["PartialDate"] | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "city" | "municipality" | "metropolitan_city" | "county" | "province" | "department" | "region" | "other";
            left_on: components["schemas"]["PartialDate"] | null;
            /** Location Note */
            location_note: string | null;
            meta: components["schemas"]["ParticipantMeta"];
            /**
             * Name
             * @description Plain text.
             */
            name: string;
            /** Name Local */
            name_local: string | null;
            /** Names */
            names: {
                [key: string]: string;
            };
            /** Number */
            number: number | null;
            /** On File */
            on_file: ("figures" | "initiatives")[];
            position: components["schemas"]["Position"] | null;
            /** Representatives */
            representatives: components["schemas"]["Representative"][];
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
            /** Source Url */
            source_url: string | null;
            /**
             * Status
             * @enum {string}
             */
            status: "not_admitted" | "participant" | "suspended" | "withdrawn" | "merged";
            /** Summary */
            summary: string;
            /** Themes */
            themes: components["schemas"]["Theme"][];
            /** Website */
            website: string | null;
        };
        /** ParticipantAlike */
        ParticipantAlike: {
            country: components["schemas"]["Country"];
            meta: components["schemas"]["ParticipantAlikeMeta"];
            /**
             * Name
             * @description Plain text.
             */
            name: string;
        };
        /** ParticipantAlikeMeta */
        ParticipantAlikeMeta: {
            /** Html Url */
            html_url: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
        };
        /** ParticipantAtPath */
        ParticipantAtPath: {
            /** Breadcrumbs */
            breadcrumbs: components["schemas"]["Breadcrumb"][];
            item: components["schemas"]["Participant"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "participant";
            lists?: components["schemas"]["ProfileLists"];
            /**
             * Locale
             * @description Of the page, or of the path where nothing is.
             * @enum {string}
             */
            locale: "en" | "fr";
            meta: components["schemas"]["HeadAtPath"];
            /**
             * Path
             * @description The path that was asked about, percent-encoded.
             */
            path: string;
            /**
             * Route
             * @description What follows the address of the page it belongs to.
             */
            route: string;
            /** Translations */
            translations: components["schemas"]["Translation"][];
        };
        /** ParticipantBeside */
        ParticipantBeside: {
            country: components["schemas"]["Country"];
            meta: components["schemas"]["ParticipantBesideMeta"];
            /**
             * Name
             * @description Plain text.
             */
            name: string;
        };
        /** ParticipantBesideMeta */
        ParticipantBesideMeta: {
            /** Html Url */
            html_url: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
        };
        /** ParticipantCard */
        ParticipantCard: {
            country: components["schemas"]["Country"];
            /** Figures */
            figures?: components["schemas"]["Figure"][];
            image: components["schemas"]["Image"] | null;
            joined_on: components["schemas"]["PartialDate"] | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "city" | "municipality" | "metropolitan_city" | "county" | "province" | "department" | "region" | "other";
            left_on: components["schemas"]["PartialDate"] | null;
            meta: components["schemas"]["ParticipantCardMeta"];
            /**
             * Name
             * @description Plain text.
             */
            name: string;
            /** Name Local */
            name_local?: string | null;
            /** Number */
            number: number | null;
            /** On File */
            on_file?: ("figures" | "initiatives")[];
            /**
             * Status
             * @enum {string}
             */
            status: "not_admitted" | "participant" | "suspended" | "withdrawn" | "merged";
            /** Themes */
            themes: components["schemas"]["Theme"][];
        };
        /** ParticipantCardMeta */
        ParticipantCardMeta: {
            /** Html Url */
            html_url: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
        };
        /** ParticipantFields */
        ParticipantFields: {
            country?: components["schemas"]["Country"];
            /** Distance Km */
            distance_km?: number;
            /** Events */
            events?: components["schemas"]["Event"][];
            /** Figures */
            figures?: components["schemas"]["Figure"][];
            /** Id */
            id?: number;
            image?: components["schemas"]["Image"] | null;
            /** Initiatives */
            initiatives?: components["schemas"]["Initiative"][];
            joined_on?: components["schemas"]["PartialDate"] | null;
            /**
             * Kind
             * @enum {string}
             */
            kind?: "city" | "municipality" | "metropolitan_city" | "county" | "province" | "department" | "region" | "other";
            left_on?: components["schemas"]["PartialDate"] | null;
            /** Location Note */
            location_note?: string | null;
            meta?: components["schemas"]["ParticipantFieldsMeta"];
            /**
             * Name
             * @description Plain text.
             */
            name?: string;
            /** Name Local */
            name_local?: string | null;
            /** Names */
            names?: {
                [key: string]: string;
            };
            /** Number */
            number?: number | null;
            /** On File */
            on_file?: ("figures" | "initiatives")[];
            position?: components["schemas"]["Position"] | null;
            /** Representatives */
            representatives?: components["schemas"]["Representative"][];
            /**
             * Slug
             * @description A name in addresses.
             */
            slug?: string;
            /** Source Url */
            source_url?: string | null;
            /**
             * Status
             * @enum {string}
             */
            status?: "not_admitted" | "participant" | "suspended" | "withdrawn" | "merged";
            /** Summary */
            summary?: string;
            /** Themes */
            themes?: components["schemas"]["Theme"][];
            /** Website */
            website?: string | null;
        };
        /** ParticipantFieldsMeta */
        ParticipantFieldsMeta: {
            /**
             * Detail Url
             * Format: uri
             */
            detail_url?: string;
            /** First Published At */
            first_published_at?: string | null;
            /** Html Url */
            html_url?: string | null;
            /** Last Published At */
            last_published_at?: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale?: "en" | "fr";
            /**
             * Requested Locale
             * @enum {string}
             */
            requested_locale?: "en" | "fr";
            /**
             * Type
             * @constant
             */
            type?: "participants.Participant";
        };
        /** ParticipantInList */
        ParticipantInList: {
            country: components["schemas"]["Country"];
            /** Distance Km */
            distance_km?: number;
            /** Id */
            id: number;
            joined_on: components["schemas"]["PartialDate"] | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "city" | "municipality" | "metropolitan_city" | "county" | "province" | "department" | "region" | "other";
            meta: components["schemas"]["ParticipantInListMeta"];
            /**
             * Name
             * @description Plain text.
             */
            name: string;
            /** Number */
            number: number | null;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
            /**
             * Status
             * @enum {string}
             */
            status: "not_admitted" | "participant" | "suspended" | "withdrawn" | "merged";
        };
        /** ParticipantInListMeta */
        ParticipantInListMeta: {
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /** Html Url */
            html_url: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            /**
             * Type
             * @constant
             */
            type: "participants.Participant";
        };
        /** ParticipantIndexPage */
        ParticipantIndexPage: {
            /** Id */
            id: number;
            /**
             * Introduction
             * @description Plain text, or empty.
             */
            introduction: string;
            meta: components["schemas"]["ParticipantIndexPageMeta"];
            /**
             * Title
             * @description Plain text.
             */
            title: string;
        };
        /** ParticipantIndexPageFields */
        ParticipantIndexPageFields: {
            /** Id */
            id?: number;
            /**
             * Introduction
             * @description Plain text, or empty.
             */
            introduction?: string;
            meta?: components["schemas"]["ParticipantIndexPageFieldsMeta"];
            /**
             * Title
             * @description Plain text.
             */
            title?: string;
        };
        /** ParticipantIndexPageFieldsMeta */
        ParticipantIndexPageFieldsMeta: {
            alias_of?: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url?: string;
            /** First Published At */
            first_published_at?: string | null;
            /** Html Url */
            html_url?: string | null;
            /** Last Published At */
            last_published_at?: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale?: "en" | "fr";
            parent?: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description?: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title?: string;
            /** Show In Menus */
            show_in_menus?: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug?: string;
            /**
             * Type
             * @constant
             */
            type?: "alliance_pages.ParticipantIndexPage";
        };
        /** ParticipantIndexPageMeta */
        ParticipantIndexPageMeta: {
            alias_of: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /** First Published At */
            first_published_at: string | null;
            /** Html Url */
            html_url: string | null;
            /** Last Published At */
            last_published_at: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            parent: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title: string;
            /** Show In Menus */
            show_in_menus: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
            /**
             * Type
             * @constant
             */
            type: "alliance_pages.ParticipantIndexPage";
        };
        /** ParticipantIndexPagePreview */
        ParticipantIndexPagePreview: {
            /** Id */
            id: number;
            /**
             * Introduction
             * @description Plain text, or empty.
             */
            introduction: string;
            lists?: components["schemas"]["PageLists"];
            meta: components["schemas"]["ParticipantIndexPagePreviewMeta"];
            preview: components["schemas"]["PreviewInfo"];
            /**
             * Title
             * @description Plain text, or empty.
             */
            title: string;
        };
        /** ParticipantIndexPagePreviewMeta */
        ParticipantIndexPagePreviewMeta: {
            alias_of: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /** First Published At */
            first_published_at: string | null;
            /** Html Url */
            html_url: string | null;
            /** Last Published At */
            last_published_at: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            parent: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title: string;
            /** Show In Menus */
            show_in_menus: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
            /**
             * Type
             * @constant
             */
            type: "alliance_pages.ParticipantIndexPage";
        };
        /** ParticipantList */
        ParticipantList: {
            /** Items */
            items: (components["schemas"]["ParticipantInList"] | components["schemas"]["ParticipantFields"])[];
            meta: components["schemas"]["ListMeta"];
        };
        /** ParticipantMeta */
        ParticipantMeta: {
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /** First Published At */
            first_published_at: string | null;
            /** Html Url */
            html_url: string | null;
            /** Last Published At */
            last_published_at: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            /**
             * Requested Locale
             * @enum {string}
             */
            requested_locale: "en" | "fr";
            /**
             * Type
             * @constant
             */
            type: "participants.Participant";
        };
        /** ParticipantName */
        ParticipantName: {
            meta: components["schemas"]["ParticipantNameMeta"];
            /**
             * Name
             * @description Plain text.
             */
            name: string;
        };
        /** ParticipantNameMeta */
        ParticipantNameMeta: {
            /** Html Url */
            html_url: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
        };
        /** ParticipantPlace */
        ParticipantPlace: {
            meta: components["schemas"]["ParticipantPlaceMeta"];
            /**
             * Name
             * @description Plain text.
             */
            name: string;
            position: components["schemas"]["Position"] | null;
        };
        /** ParticipantPlaceMeta */
        ParticipantPlaceMeta: {
            /** Html Url */
            html_url: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
        };
        /** ParticipantPlaces */
        ParticipantPlaces: {
            /** Items */
            items: components["schemas"]["ParticipantPlace"][];
            meta: components["schemas"]["CountMeta"];
        };
        /** ParticipantPreview */
        ParticipantPreview: {
            country: components["schemas"]["Country"];
            /** Events */
            events: components["schemas"]["Event"][];
            /** Figures */
            figures: components["schemas"]["Figure"][];
            /** Id */
            id: number;
            image: components["schemas"]["Image"] | null;
            /** Initiatives */
            initiatives: components["schemas"]["Initiative"][];
            joined_on: components["schemas"]["PartialDate"] | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "city" | "municipality" | "metropolitan_city" | "county" | "province" | "department" | "region" | "other";
            left_on: components["schemas"]["PartialDate"] | null;
            lists?: components["schemas"]["ProfileLists"];
            /** Location Note */
            location_note: string | null;
            meta: components["schemas"]["ParticipantPreviewMeta"];
            /**
             * Name
             * @description Plain text, or empty.
             */
            name: string;
            /** Name Local */
            name_local: string | null;
            /** Names */
            names: {
                [key: string]: string;
            };
            /** Number */
            number: number | null;
            /** On File */
            on_file: ("figures" | "initiatives")[];
            position: components["schemas"]["Position"] | null;
            preview: components["schemas"]["PreviewInfo"];
            /** Representatives */
            representatives: components["schemas"]["Representative"][];
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
            /** Source Url */
            source_url: string | null;
            /**
             * Status
             * @enum {string}
             */
            status: "not_admitted" | "participant" | "suspended" | "withdrawn" | "merged";
            /** Summary */
            summary: string;
            /** Themes */
            themes: components["schemas"]["Theme"][];
            /** Website */
            website: string | null;
        };
        /** ParticipantPreviewMeta */
        ParticipantPreviewMeta: {
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /** First Published At */
            first_published_at: string | null;
            /** Html Url */
            html_url: string | null;
            /** Last Published At */
            last_published_at: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            /**
             * Requested Locale
             * @enum {string}
             */
            requested_locale: "en" | "fr";
            /**
             * Type
             * @constant
             */
            type: "participants.Participant";
        };
        /**
         * PassedOn
         * @description How the profile is passed on.
         */
        PassedOn: {
            /**
             * Address
             * Format: uri
             */
            address: string;
            /** @description When it was published last. */
            changed: components["schemas"]["PartialDate"] | null;
            /**
             * Citation
             * @description Plain text.
             */
            citation: string;
            /**
             * Data
             * @description Its data, and what other sites show.
             */
            data: components["schemas"]["NamedLink"][];
            /**
             * Links
             * @description Where it can be shared.
             */
            links: components["schemas"]["NamedLink"][];
        };
        /**
         * PastDayParts
         * @description What is said of a past day: all for people, in the language of the page.
         */
        PastDayParts: {
            /**
             * As Of
             * Format: date
             */
            as_of: string;
            /**
             * Changes
             * @description The latest of them, each a sentence.
             */
            changes: components["schemas"]["SentencePart"][][];
            /**
             * Heading
             * @description How many changes there have been since.
             */
            heading: string;
            /**
             * Html Url
             * Format: uri-reference
             * @description The same page today.
             */
            html_url: string;
            /**
             * Notes
             * @description Sentences on what is told of the day.
             */
            notes: string[];
            /**
             * Statement
             * @description Which day it is.
             */
            statement: string;
        };
        /**
         * Paths
         * @description Where an object is shown on the site by itself, as paths.
         */
        Paths: {
            /** After */
            after: string[];
            /** Before */
            before: string[];
        };
        /**
         * Picture
         * @description An image with its caption.
         */
        Picture: {
            /**
             * Alt
             * @description Plain text.
             */
            alt: string;
            /**
             * Caption
             * @description Plain text, or empty.
             */
            caption: string;
            credit: components["schemas"]["Credit"];
            focal_point: components["schemas"]["FocalPoint"] | null;
            /** Height */
            height: number;
            /**
             * Placeholder
             * @description The colour that most of it has.
             */
            placeholder: string | null;
            /**
             * Sizes
             * @description For who shows the picture as large as it fits.
             */
            sizes: string;
            /**
             * Sources
             * @description What has been made, the smallest files first.
             */
            sources: components["schemas"]["ImageSource"][];
            thumbnail: components["schemas"]["Rendition"];
            /**
             * Url
             * Format: uri
             */
            url: string;
            /** Width */
            width: number;
        };
        /**
         * PointFeature
         * @description A participant on a map.
         */
        PointFeature: {
            geometry: components["schemas"]["PointGeometry"];
            /**
             * Id
             * @description A name in addresses.
             */
            id: string;
            /**
             * Properties
             * @description By the columns of `export.csv`; themes are a list.
             */
            properties: {
                [key: string]: unknown;
            };
            /**
             * Type
             * @constant
             */
            type: "Feature";
        };
        /**
         * PointGeometry
         * @description The seat of an authority, never finer.
         */
        PointGeometry: {
            /**
             * Coordinates
             * @description Longitude and latitude, WGS 84 degrees.
             */
            coordinates: [
                number,
                number
            ];
            /**
             * Type
             * @constant
             */
            type: "Point";
        };
        /**
         * PointsFile
         * @description The participants as GeoJSON (RFC 7946).
         */
        PointsFile: {
            /** Features */
            features: components["schemas"]["PointFeature"][];
            meta: components["schemas"]["AboutPoints"];
            /**
             * Type
             * @constant
             */
            type: "FeatureCollection";
        };
        /**
         * Position
         * @description Where the seat lies, in WGS 84 degrees.
         */
        Position: {
            /** Latitude */
            latitude: number;
            /** Longitude */
            longitude: number;
        };
        /**
         * PreviewInfo
         * @description What is said of a preview.
         */
        PreviewInfo: {
            /**
             * Editor Url
             * Format: uri
             */
            editor_url: string;
            /**
             * Fields
             * @description Where in the editor a field is, by its path in the document, such as `body.3`.
             */
            fields: {
                [key: string]: string;
            };
            of: components["schemas"]["PreviewedObject"];
            /**
             * Saved At
             * Format: date-time
             * @description When the editor was asked what stands in it.
             */
            saved_at: string;
        };
        /**
         * PreviewedObject
         * @description What is shown.
         */
        PreviewedObject: {
            /**
             * Id
             * @description null for what has not been saved yet.
             */
            id: number | null;
            /**
             * Live
             * @description Whether something of it is public now.
             */
            live: boolean;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            /** Type */
            type: string;
        };
        /**
         * ProfileAddresses
         * @description Where a participant is told of.
         */
        ProfileAddresses: {
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /** Html Url */
            html_url: string | null;
        };
        /** ProfileLists */
        ProfileLists: {
            articles?: components["schemas"]["ListedArticleLines"];
            /** Related */
            related?: components["schemas"]["Related"][];
            sharing?: components["schemas"]["PassedOn"] | null;
            /**
             * Timeline
             * @description The oldest first.
             */
            timeline?: components["schemas"]["TimelineStep"][];
        };
        /**
         * PublicChange
         * @description A change of something public.
         */
        PublicChange: {
            /**
             * Action
             * @enum {string}
             */
            action: "created" | "updated" | "moved" | "unpublished" | "deleted" | "restricted";
            affects: components["schemas"]["Affects"];
            /** Id */
            id: number | string;
            /** Locale */
            locale: string | null;
            paths: components["schemas"]["Paths"];
            /**
             * Seq
             * @description Higher than that of every change before.
             */
            seq: number;
            /**
             * Time
             * Format: date-time
             */
            time: string;
            /**
             * Type
             * @description Such as participants.participant.
             */
            type: string;
        };
        /**
         * Quote
         * @description Somebody's words.
         */
        Quote: {
            /**
             * Attribution
             * @description Who says so, with the office.
             */
            attribution: string;
            /**
             * Text
             * @description Plain text.
             */
            text: string;
        };
        /**
         * QuoteBlock
         * @description A quotation in the text.
         */
        QuoteBlock: {
            /**
             * Id
             * @description Stays when the block moves.
             */
            id: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "quote";
            value: components["schemas"]["Quote"];
        };
        /** Record */
        Record: {
            /**
             * Country
             * @description ISO 3166-1 alpha-2; XK for Kosovo.
             */
            country: string;
            /** Events */
            events: components["schemas"]["RecordedEvent"][];
            /** Figures */
            figures: components["schemas"]["RecordedFigure"][];
            /** Initiatives */
            initiatives: components["schemas"]["RecordedInitiative"][];
            joined_on: components["schemas"]["WrittenDate"] | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "city" | "municipality" | "metropolitan_city" | "county" | "province" | "department" | "region" | "other";
            left_on: components["schemas"]["WrittenDate"] | null;
            /** Location Notes */
            location_notes: {
                [key: string]: string;
            };
            /** Name Local */
            name_local: string | null;
            /** Names */
            names: {
                [key: string]: string;
            };
            /** Number */
            number: number | null;
            position: components["schemas"]["Position"] | null;
            /** Representatives */
            representatives: components["schemas"]["RecordedRepresentative"][];
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
            /** Source Url */
            source_url: string | null;
            /**
             * Status
             * @enum {string}
             */
            status: "not_admitted" | "participant" | "suspended" | "withdrawn" | "merged";
            /** Summaries */
            summaries: {
                [key: string]: string;
            };
            /** Themes */
            themes: string[];
            /** Website */
            website: string | null;
        };
        /**
         * RecordedEvent
         * @description A step of a membership.
         */
        RecordedEvent: {
            date: components["schemas"]["WrittenDate"] | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "admitted" | "suspended" | "reinstated" | "withdrawn" | "renamed" | "merged";
            /** Source Url */
            source_url: string | null;
            /** Successor */
            successor: string | null;
        };
        /**
         * RecordedFigure
         * @description A figure with all that must stand beside its value.
         */
        RecordedFigure: {
            /** Absence */
            absence: ("not_collected" | "not_published" | "withheld") | null;
            /** Basis */
            basis: ("official" | "estimate" | "unofficial" | "self_declared" | "unknown") | null;
            /** Display */
            display: {
                [key: string]: string;
            };
            /** Is Shown */
            is_shown: boolean;
            /**
             * Measure
             * @enum {string}
             */
            measure: "population" | "roma_population";
            /** Qualifier */
            qualifier: ("exact" | "about" | "almost" | "more_than") | null;
            /** Source */
            source: string | null;
            /** Source Url */
            source_url: string | null;
            /** Value */
            value: number | null;
            /** Value Max */
            value_max: number | null;
            /** Year */
            year: number | null;
        };
        /**
         * RecordedInitiative
         * @description What a participant does.
         */
        RecordedInitiative: {
            /**
             * Funding
             * @enum {string}
             */
            funding: "own" | "national" | "european" | "private" | "mixed" | "unknown";
            /** Source Url */
            source_url: string | null;
            started_on: components["schemas"]["WrittenDate"] | null;
            /** Texts */
            texts: {
                [key: string]: components["schemas"]["InitiativeWords"];
            };
            /**
             * Theme
             * @description A name in addresses.
             */
            theme: string;
        };
        /**
         * RecordedRepresentative
         * @description Who speaks for a participant, or did.
         */
        RecordedRepresentative: {
            /**
             * Name
             * @description Plain text.
             */
            name: string;
            /**
             * Role
             * @enum {string}
             */
            role: "mayor" | "deputy_mayor" | "president" | "vice_president" | "governor" | "councillor" | "other";
            since: components["schemas"]["WrittenDate"] | null;
            /** Source Url */
            source_url: string | null;
            until: components["schemas"]["WrittenDate"] | null;
        };
        /** RecordsFile */
        RecordsFile: {
            /** Items */
            items: components["schemas"]["Record"][];
            meta: components["schemas"]["About"];
        };
        /**
         * RedirectAtPath
         * @description The path leads elsewhere.
         */
        RedirectAtPath: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "redirect";
            /**
             * Path
             * @description The path that was asked about, percent-encoded.
             */
            path: string;
            redirect: components["schemas"]["RedirectTarget"];
        };
        /**
         * RedirectTarget
         * @description Where a visitor is sent, in one step.
         */
        RedirectTarget: {
            /**
             * Location
             * Format: uri-reference
             * @description Where it is on the site; a path with `links=relative`.
             */
            location: string;
            /**
             * Path
             * @description The address on this site, without its host; null where it is on another.
             */
            path: string | null;
            /**
             * Status
             * @enum {integer}
             */
            status: 301 | 302;
        };
        /**
         * Refusal
         * @description Why an application was not taken in.
         */
        Refusal: {
            /**
             * Errors
             * @description Sentences by place, such as `contact.email`, `measures[0].title`, or `application` for the whole.
             */
            errors?: {
                [key: string]: string[];
            };
            /** Message */
            message: string;
        };
        /**
         * Related
         * @description Some that have something in common with the participant.
         */
        Related: {
            /**
             * Group
             * @enum {string}
             */
            group: "neighbours" | "country" | "themes";
            /**
             * Html Url
             * @description All of them, in the finder.
             */
            html_url: string | null;
            /** Items */
            items: components["schemas"]["RelatedInGroup"][];
            /**
             * More
             * @description What the link to all of them says.
             */
            more: string;
            /**
             * Title
             * @description Plain text.
             */
            title: string;
        };
        /**
         * RelatedInGroup
         * @description One of a group.
         */
        RelatedInGroup: {
            /**
             * Distance
             * @description How far away it is, in words.
             */
            distance: string | null;
            participant: components["schemas"]["ParticipantBeside"];
        };
        /**
         * RelatedParticipant
         * @description A participant that an article is about, and in which way.
         */
        RelatedParticipant: {
            participant: components["schemas"]["NamedParticipant"];
            /**
             * Role
             * @enum {string}
             */
            role: "announces_accession" | "mentions" | "interviews" | "hosted_by";
            /**
             * Role Label
             * @description Plain text.
             */
            role_label: string;
        };
        /**
         * Rendition
         * @description A picture in one size, as WebP.
         */
        Rendition: {
            /** Height */
            height: number;
            /**
             * Url
             * Format: uri
             */
            url: string;
            /** Width */
            width: number;
        };
        /**
         * Representative
         * @description Who speaks for a participant, or did.
         */
        Representative: {
            /**
             * Name
             * @description Plain text.
             */
            name: string;
            /**
             * Role
             * @enum {string}
             */
            role: "mayor" | "deputy_mayor" | "president" | "vice_president" | "governor" | "councillor" | "other";
            /**
             * Role Label
             * @description Plain text.
             */
            role_label: string;
            since: components["schemas"]["PartialDate"] | null;
            /** Source Url */
            source_url: string | null;
            until: components["schemas"]["PartialDate"] | null;
        };
        /**
         * SearchBox
         * @description Where the search is; the box at the top of every page sends its words there, as `q`.
         */
        SearchBox: {
            /**
             * Html Url
             * Format: uri-reference
             * @description The search page.
             */
            html_url: string;
            /**
             * Search Url
             * @description The same in this API.
             */
            search_url: string | null;
            /**
             * Suggestions Url
             * @description What is asked while somebody types.
             */
            suggestions_url: string | null;
        };
        /**
         * SearchGroup
         * @description What is found of a kind, the best first.
         */
        SearchGroup: {
            /** Items */
            items: components["schemas"]["SearchResult"][];
            /**
             * Kind
             * @enum {string}
             */
            kind: "participants" | "former_participants" | "countries" | "initiatives" | "news" | "terminology" | "pages" | "documents";
            /**
             * Title
             * @description Ready to print.
             */
            title: string;
            /** Total Count */
            total_count: number;
        };
        /**
         * SearchMeta
         * @description What was searched for.
         */
        SearchMeta: {
            /**
             * Query
             * @description As it was asked.
             */
            query: string;
            /**
             * Searched For
             * @description The query, or, where nothing has it, like words that were searched for instead: a page says so.
             */
            searched_for: string;
            /**
             * Total Count
             * @description Of all kinds.
             */
            total_count: number;
        };
        /**
         * SearchResult
         * @description One thing that was found.
         */
        SearchResult: {
            /**
             * Detail Url
             * @description In this API: the page, the document, or the participant.
             */
            detail_url: string | null;
            /**
             * Excerpt
             * @description Around the first found word, or the beginning of the text; can be empty.
             */
            excerpt: components["schemas"]["MarkedPiece"][];
            /**
             * Html Url
             * Format: uri-reference
             * @description Where it is on the site; a path with `links=relative`.
             */
            html_url: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "participants" | "former_participants" | "countries" | "initiatives" | "news" | "terminology" | "pages" | "documents";
            /**
             * Locale
             * @description Of the title.
             * @enum {string}
             */
            locale: "en" | "fr";
            /**
             * Marked Title
             * @description With the found words marked.
             */
            marked_title: components["schemas"]["MarkedPiece"][];
            /**
             * Note
             * @description What tells it from others, in a line.
             */
            note: string;
            /**
             * Title
             * @description Plain text.
             */
            title: string;
        };
        /**
         * Searched
         * @description Everything that is found: every kind, also those of which there is nothing, or one.
         */
        Searched: {
            /** Groups */
            groups: components["schemas"]["SearchGroup"][];
            meta: components["schemas"]["SearchMeta"];
        };
        /**
         * Sent
         * @description That an application has arrived.
         */
        Sent: {
            /**
             * Message
             * @description What the applicant does next.
             */
            message: string;
            /**
             * Reference
             * @description For questions to the office.
             */
            reference: string;
            /**
             * State
             * @constant
             */
            state: "unconfirmed";
        };
        /**
         * SentencePart
         * @description A part of a sentence; those of a participant's name lead to its profile.
         */
        SentencePart: {
            /** Html Url */
            html_url: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            /**
             * Text
             * @description Plain text, with the spaces around it.
             */
            text: string;
        };
        /**
         * SiteContact
         * @description How to reach the office.
         */
        SiteContact: {
            /**
             * Address
             * @description Can have several lines.
             */
            address: string;
            /** Email */
            email: string | null;
            /** Phone */
            phone: string | null;
        };
        /**
         * SiteCounts
         * @description How many take part. Never show a count without its day.
         */
        SiteCounts: {
            /**
             * As Of
             * Format: date
             */
            as_of: string;
            /** By Country */
            by_country: components["schemas"]["NumberOfCountry"][];
            /** By Kind */
            by_kind: components["schemas"]["NumberOfKind"][];
            countries: components["schemas"]["NumberOf"];
            documented: components["schemas"]["NumbersDocumented"];
            /**
             * Explanation
             * @description What is counted and what not.
             */
            explanation: string;
            former: components["schemas"]["NumberOf"];
            participants: components["schemas"]["NumberOf"];
            /**
             * Statement
             * @description The day, in a sentence.
             */
            statement: string;
        };
        /**
         * SiteDocument
         * @description Everything that surrounds the pages of a language.
         */
        SiteDocument: {
            auspices: components["schemas"]["Auspices"] | null;
            contact: components["schemas"]["SiteContact"] | null;
            counts: components["schemas"]["SiteCounts"];
            /** Credits */
            credits: components["schemas"]["MapCredit"][];
            /** Feeds */
            feeds: components["schemas"]["FeedLink"][];
            /** Follow */
            follow: components["schemas"]["Account"][];
            /**
             * Footer Text
             * @description The last line of every page.
             */
            footer_text: string;
            /**
             * Footnotes
             * @description What must stand wherever a country is named, by its code.
             */
            footnotes: {
                [key: string]: string;
            };
            /**
             * Html Url
             * @description The home page.
             */
            html_url: string | null;
            join: components["schemas"]["CallToJoin"];
            labels: components["schemas"]["Labels"];
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            /** Locales */
            locales: components["schemas"]["SiteLanguage"][];
            menus: components["schemas"]["Menus"];
            /**
             * Mission
             * @description Can have several lines.
             */
            mission: string;
            /**
             * Name
             * @description Plain text.
             */
            name: string;
            /**
             * Participants Url
             * @description The finder.
             */
            participants_url: string | null;
            search: components["schemas"]["SearchBox"] | null;
            terminology: components["schemas"]["NoteInShort"] | null;
        };
        /**
         * SiteLanguage
         * @description A language of the site.
         */
        SiteLanguage: {
            /**
             * Html Url
             * @description Its home page.
             */
            html_url: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            /**
             * Name
             * @description In itself.
             */
            name: string;
        };
        /** StandardPage */
        StandardPage: {
            /** Body */
            body: (components["schemas"]["HeadingBlock"] | components["schemas"]["ParagraphBlock"] | components["schemas"]["ImageBlock"] | components["schemas"]["QuoteBlock"] | components["schemas"]["FactBlock"])[];
            /** Id */
            id: number;
            /**
             * Introduction
             * @description Plain text, or empty.
             */
            introduction: string;
            /** Legacy Number */
            legacy_number: number | null;
            meta: components["schemas"]["StandardPageMeta"];
            /**
             * Title
             * @description Plain text.
             */
            title: string;
        };
        /** StandardPageFields */
        StandardPageFields: {
            /** Body */
            body?: (components["schemas"]["HeadingBlock"] | components["schemas"]["ParagraphBlock"] | components["schemas"]["ImageBlock"] | components["schemas"]["QuoteBlock"] | components["schemas"]["FactBlock"])[];
            /** Id */
            id?: number;
            /**
             * Introduction
             * @description Plain text, or empty.
             */
            introduction?: string;
            /** Legacy Number */
            legacy_number?: number | null;
            meta?: components["schemas"]["StandardPageFieldsMeta"];
            /**
             * Title
             * @description Plain text.
             */
            title?: string;
        };
        /** StandardPageFieldsMeta */
        StandardPageFieldsMeta: {
            alias_of?: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url?: string;
            /** First Published At */
            first_published_at?: string | null;
            /** Html Url */
            html_url?: string | null;
            /** Last Published At */
            last_published_at?: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale?: "en" | "fr";
            parent?: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description?: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title?: string;
            /** Show In Menus */
            show_in_menus?: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug?: string;
            /**
             * Type
             * @constant
             */
            type?: "alliance_pages.StandardPage";
        };
        /** StandardPageMeta */
        StandardPageMeta: {
            alias_of: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /** First Published At */
            first_published_at: string | null;
            /** Html Url */
            html_url: string | null;
            /** Last Published At */
            last_published_at: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            parent: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title: string;
            /** Show In Menus */
            show_in_menus: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
            /**
             * Type
             * @constant
             */
            type: "alliance_pages.StandardPage";
        };
        /** StandardPagePreview */
        StandardPagePreview: {
            /** Body */
            body: (components["schemas"]["HeadingBlock"] | components["schemas"]["ParagraphBlock"] | components["schemas"]["ImageBlock"] | components["schemas"]["QuoteBlock"] | components["schemas"]["FactBlock"])[];
            /** Id */
            id: number;
            /**
             * Introduction
             * @description Plain text, or empty.
             */
            introduction: string;
            /** Legacy Number */
            legacy_number: number | null;
            lists?: components["schemas"]["PageLists"];
            meta: components["schemas"]["StandardPagePreviewMeta"];
            preview: components["schemas"]["PreviewInfo"];
            /**
             * Title
             * @description Plain text, or empty.
             */
            title: string;
        };
        /** StandardPagePreviewMeta */
        StandardPagePreviewMeta: {
            alias_of: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /** First Published At */
            first_published_at: string | null;
            /** Html Url */
            html_url: string | null;
            /** Last Published At */
            last_published_at: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            parent: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title: string;
            /** Show In Menus */
            show_in_menus: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
            /**
             * Type
             * @constant
             */
            type: "alliance_pages.StandardPage";
        };
        /**
         * StatusCount
         * @description How many have a status.
         */
        StatusCount: {
            /** Count */
            count: number;
            /**
             * Label
             * @description Plain text.
             */
            label: string;
            /**
             * Status
             * @enum {string}
             */
            status: "not_admitted" | "participant" | "suspended" | "withdrawn" | "merged";
        };
        /**
         * Successor
         * @description The participant that another one is part of now.
         */
        Successor: {
            /** Id */
            id: number;
            meta: components["schemas"]["SuccessorMeta"];
            /**
             * Name
             * @description Plain text.
             */
            name: string;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
        };
        /**
         * SuccessorMeta
         * @description Where it is told of, and in which language its name is.
         */
        SuccessorMeta: {
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /** Html Url */
            html_url: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
        };
        /**
         * Suggestion
         * @description Something whose name or title has words that begin so.
         */
        Suggestion: {
            /**
             * Html Url
             * Format: uri-reference
             * @description Where it is on the site; a path with `links=relative`.
             */
            html_url: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "participants" | "former_participants" | "countries" | "initiatives" | "news" | "terminology" | "pages" | "documents";
            /**
             * Title
             * @description Plain text.
             */
            title: string;
        };
        /**
         * Suggestions
         * @description What somebody may mean who is typing, the best first; at most eight.
         */
        Suggestions: {
            /** Items */
            items: components["schemas"]["Suggestion"][];
        };
        /**
         * Summary
         * @description Totals and counts of what the filters keep.
         */
        Summary: {
            /**
             * As Of
             * Format: date
             */
            as_of: string;
            /** Countries */
            countries: components["schemas"]["CountryCount"][];
            /** Figures */
            figures: components["schemas"]["FigureTotal"][];
            /** Footnotes */
            footnotes: string[];
            /** Former */
            former: number;
            /** Kinds */
            kinds: components["schemas"]["KindCount"][];
            newest: components["schemas"]["NewestParticipant"] | null;
            /** On File */
            on_file: components["schemas"]["OnFileCount"][];
            /** Statuses */
            statuses: components["schemas"]["StatusCount"][];
            taking_part: components["schemas"]["TakingPart"];
            /** Themes */
            themes: components["schemas"]["ThemeCount"][];
            /** Total */
            total: number;
            /** Undated */
            undated: number;
            /** Without Position */
            without_position: number;
            /** Years */
            years: components["schemas"]["YearCount"][];
        };
        /**
         * TakingPart
         * @description How many take part, of how many countries.
         */
        TakingPart: {
            /** Countries */
            countries: number;
            /** Participants */
            participants: number;
        };
        /**
         * TerminologyGroup
         * @description A group that the umbrella term covers.
         */
        TerminologyGroup: {
            /**
             * Label
             * @description Plain text, or empty.
             */
            label: string;
            /**
             * Name
             * @description Plain text.
             */
            name: string;
            /**
             * Note
             * @description Plain text, or empty.
             */
            note: string;
            /** Subgroups */
            subgroups: string[];
        };
        /** TerminologyNotePage */
        TerminologyNotePage: {
            adopted_on: components["schemas"]["PartialDate"] | null;
            /** Body */
            body: (components["schemas"]["HeadingBlock"] | components["schemas"]["ParagraphBlock"] | components["schemas"]["ImageBlock"] | components["schemas"]["QuoteBlock"] | components["schemas"]["FactBlock"])[];
            /** Groups */
            groups: components["schemas"]["TerminologyGroup"][];
            /** Id */
            id: number;
            meta: components["schemas"]["TerminologyNotePageMeta"];
            /**
             * Source
             * @description Plain text, or empty.
             */
            source: string;
            /**
             * Source Url
             * @description Plain text, or empty.
             */
            source_url: string;
            /**
             * Summary
             * @description Plain text.
             */
            summary: string;
            /**
             * Title
             * @description Plain text.
             */
            title: string;
            /**
             * Umbrella Term
             * @description Plain text.
             */
            umbrella_term: string;
        };
        /** TerminologyNotePageFields */
        TerminologyNotePageFields: {
            adopted_on?: components["schemas"]["PartialDate"] | null;
            /** Body */
            body?: (components["schemas"]["HeadingBlock"] | components["schemas"]["ParagraphBlock"] | components["schemas"]["ImageBlock"] | components["schemas"]["QuoteBlock"] | components["schemas"]["FactBlock"])[];
            /** Groups */
            groups?: components["schemas"]["TerminologyGroup"][];
            /** Id */
            id?: number;
            meta?: components["schemas"]["TerminologyNotePageFieldsMeta"];
            /**
             * Source
             * @description Plain text, or empty.
             */
            source?: string;
            /**
             * Source Url
             * @description Plain text, or empty.
             */
            source_url?: string;
            /**
             * Summary
             * @description Plain text.
             */
            summary?: string;
            /**
             * Title
             * @description Plain text.
             */
            title?: string;
            /**
             * Umbrella Term
             * @description Plain text.
             */
            umbrella_term?: string;
        };
        /** TerminologyNotePageFieldsMeta */
        TerminologyNotePageFieldsMeta: {
            alias_of?: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url?: string;
            /** First Published At */
            first_published_at?: string | null;
            /** Html Url */
            html_url?: string | null;
            /** Last Published At */
            last_published_at?: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale?: "en" | "fr";
            parent?: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description?: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title?: string;
            /** Show In Menus */
            show_in_menus?: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug?: string;
            /**
             * Type
             * @constant
             */
            type?: "alliance_pages.TerminologyNotePage";
        };
        /** TerminologyNotePageMeta */
        TerminologyNotePageMeta: {
            alias_of: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /** First Published At */
            first_published_at: string | null;
            /** Html Url */
            html_url: string | null;
            /** Last Published At */
            last_published_at: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            parent: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title: string;
            /** Show In Menus */
            show_in_menus: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
            /**
             * Type
             * @constant
             */
            type: "alliance_pages.TerminologyNotePage";
        };
        /** TerminologyNotePagePreview */
        TerminologyNotePagePreview: {
            adopted_on: components["schemas"]["PartialDate"] | null;
            /** Body */
            body: (components["schemas"]["HeadingBlock"] | components["schemas"]["ParagraphBlock"] | components["schemas"]["ImageBlock"] | components["schemas"]["QuoteBlock"] | components["schemas"]["FactBlock"])[];
            /** Groups */
            groups: components["schemas"]["TerminologyGroup"][];
            /** Id */
            id: number;
            lists?: components["schemas"]["PageLists"];
            meta: components["schemas"]["TerminologyNotePagePreviewMeta"];
            preview: components["schemas"]["PreviewInfo"];
            /**
             * Source
             * @description Plain text, or empty.
             */
            source: string;
            /**
             * Source Url
             * @description Plain text, or empty.
             */
            source_url: string;
            /**
             * Summary
             * @description Plain text, or empty.
             */
            summary: string;
            /**
             * Title
             * @description Plain text, or empty.
             */
            title: string;
            /**
             * Umbrella Term
             * @description Plain text, or empty.
             */
            umbrella_term: string;
        };
        /** TerminologyNotePagePreviewMeta */
        TerminologyNotePagePreviewMeta: {
            alias_of: components["schemas"]["Original"] | null;
            /**
             * Detail Url
             * Format: uri
             */
            detail_url: string;
            /** First Published At */
            first_published_at: string | null;
            /** Html Url */
            html_url: string | null;
            /** Last Published At */
            last_published_at: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            parent: components["schemas"]["Parent"] | null;
            /**
             * Search Description
             * @description Plain text, or empty.
             */
            search_description: string;
            /**
             * Seo Title
             * @description Plain text, or empty.
             */
            seo_title: string;
            /** Show In Menus */
            show_in_menus: boolean;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
            /**
             * Type
             * @constant
             */
            type: "alliance_pages.TerminologyNotePage";
        };
        /**
         * Theme
         * @description A theme of initiatives and news.
         */
        Theme: {
            /**
             * Label
             * @description Plain text.
             */
            label: string;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
        };
        /**
         * ThemeCount
         * @description How many have to do with a theme.
         */
        ThemeCount: {
            /** Count */
            count: number;
            /**
             * Label
             * @description Plain text.
             */
            label: string;
            /**
             * Slug
             * @description A name in addresses.
             */
            slug: string;
        };
        /**
         * TimelineLink
         * @description A page on the site.
         */
        TimelineLink: {
            /** Html Url */
            html_url: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            /**
             * Title
             * @description Plain text.
             */
            title: string;
        };
        /**
         * TimelineStep
         * @description What has happened, or was told.
         */
        TimelineStep: {
            date: components["schemas"]["PartialDate"] | null;
            /** @description The successor, or the article. */
            link: components["schemas"]["TimelineLink"] | null;
            /** Source Url */
            source_url: string | null;
            /**
             * Text
             * @description A few words, or what sort of article it is.
             */
            text: string;
        };
        /**
         * Translation
         * @description The same in a language, or the nearest page above it that exists there.
         */
        Translation: {
            /**
             * Html Url
             * Format: uri-reference
             * @description Where it is on the site; a path with `links=relative`.
             */
            html_url: string;
            /** Is Translation */
            is_translation: boolean;
            /**
             * Locale
             * @enum {string}
             */
            locale: "en" | "fr";
            /**
             * Notice
             * @description That it does not exist in this language, said in it; or empty.
             */
            notice: string;
            /**
             * Path
             * @description The address on this site, without its host; null where it is on another.
             */
            path: string | null;
        };
        /**
         * WithdrawnAtPath
         * @description What was at this address of the former site is not on this one.
         */
        WithdrawnAtPath: {
            /**
             * Archived Url
             * Format: iri
             * @description Where a web archive keeps a copy.
             */
            archived_url: string;
            /**
             * Kind
             * @constant
             */
            kind: "gone";
            /**
             * Locale
             * @description Of the page, or of the path where nothing is.
             * @enum {string}
             */
            locale: "en" | "fr";
            /**
             * Message
             * @description One sentence.
             */
            message: string;
            /**
             * Path
             * @description The path that was asked about, percent-encoded.
             */
            path: string;
            /**
             * Title
             * @description Of what was there.
             */
            title: string;
            /**
             * Title Locale
             * @enum {string}
             */
            title_locale: "en" | "fr";
        };
        /**
         * WrittenDate
         * @description A date of which only a part may be known.
         */
        WrittenDate: {
            /** Date */
            date: string;
            /**
             * Precision
             * @enum {string}
             */
            precision: "year" | "month" | "day";
        };
        /**
         * YearCount
         * @description How many are of a year: of the admission, or of the date.
         */
        YearCount: {
            /** Count */
            count: number;
            /** Year */
            year: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getIndex: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    /** @description Says which state this is. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: string;
                    };
                };
            };
            /** @description It is what the client has, as If-None-Match says. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    sendApplication: {
        parameters: {
            query?: {
                /** @description Language of the sentences. */
                locale?: "en" | "fr";
            };
            header?: {
                /** @description The same key with the same application gives the same answer, however often it is sent; without a key every sending is a new application. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Application"];
                "multipart/form-data": {
                    application: components["schemas"]["Application"];
                    /** The letter of the mayor or the decision of the council: PDF, JPEG or PNG of at most 10485760 bytes. */
                    letter?: unknown;
                };
            };
        };
        responses: {
            /** @description It had been taken in before, with the same key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sent"];
                };
            };
            /** @description Taken in. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sent"];
                };
            };
            /** @description Something is wrong; nothing was kept. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
            /** @description The document has more than 2621440 bytes, or the letter 10485760. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is neither application/json nor multipart/form-data. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Another application came with the same key before. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too much came from this address or for this e-mail. */
            429: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description It could not be kept, and can be sent again. */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getChanges: {
        parameters: {
            query?: {
                limit?: number;
                since?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    /** @description Says which state this is. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changes"];
                };
            };
            /** @description It is what the client has, as If-None-Match says. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing is there. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listDocuments: {
        parameters: {
            query?: {
                after?: string;
                fields?: string;
                limit?: number;
                offset?: number;
                order?: string;
                search?: string;
                search_operator?: "and" | "or";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    /** @description Says which state this is. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentList"];
                };
            };
            /** @description It is what the client has, as If-None-Match says. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    findDocuments: {
        parameters: {
            query: {
                fields?: string;
                id: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description It is not there, or not public. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getDocuments: {
        parameters: {
            query?: {
                fields?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    /** @description Says which state this is. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"] | components["schemas"]["DocumentFields"];
                };
            };
            /** @description It is what the client has, as If-None-Match says. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description It is not there, or not public. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listImages: {
        parameters: {
            query?: {
                after?: string;
                fields?: string;
                limit?: number;
                locale?: "en" | "fr";
                offset?: number;
                order?: string;
                search?: string;
                search_operator?: "and" | "or";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    /** @description Says which state this is. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreditedImageList"];
                };
            };
            /** @description It is what the client has, as If-None-Match says. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    findImages: {
        parameters: {
            query: {
                fields?: string;
                id: number;
                locale?: "en" | "fr";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description It is not there, or not public. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getImages: {
        parameters: {
            query?: {
                fields?: string;
                locale?: "en" | "fr";
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    /** @description Says which state this is. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreditedImage"] | components["schemas"]["CreditedImageFields"];
                };
            };
            /** @description It is what the client has, as If-None-Match says. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description It is not there, or not public. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getOembed: {
        parameters: {
            query?: {
                dnt?: string;
                format?: "json" | "xml";
                maxheight?: number;
                maxwidth?: number;
                url?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    /** @description Says which state this is. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OEmbed"];
                };
            };
            /** @description It is what the client has, as If-None-Match says. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing is there. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing is there. */
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    indexOpenapiJson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    /** @description Says which state this is. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description It is what the client has, as If-None-Match says. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listPages: {
        parameters: {
            query?: {
                adopted_on?: string;
                after?: string;
                ancestor_of?: number;
                child_of?: string;
                closes_on?: string;
                country?: string;
                country__all?: string;
                date?: string;
                descendant_of?: string;
                fields?: string;
                introduction?: string;
                kind?: string;
                legacy_number?: number;
                limit?: number;
                links?: "relative" | "full";
                locale?: "en" | "fr";
                mission?: string;
                month?: string;
                offset?: number;
                order?: string;
                participant?: string;
                search?: string;
                search_description?: string;
                search_operator?: "and" | "or";
                seo_title?: string;
                show_in_menus?: true | false | 0 | 1;
                site?: string;
                slug?: string;
                source?: string;
                source_url?: string;
                summary?: string;
                theme?: string;
                theme__all?: string;
                title?: string;
                translation_of?: number;
                type?: string;
                umbrella_term?: string;
                year?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    /** @description Says which state this is. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageList"];
                };
            };
            /** @description It is what the client has, as If-None-Match says. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    findPages: {
        parameters: {
            query?: {
                fields?: string;
                html_path?: string;
                id?: number;
                links?: "relative" | "full";
                site?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Redirected for good to what is no page of the site. */
            301: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundPage"];
                };
            };
            /** @description Found. */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundPage"];
                };
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description It is not there, or not public. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    pagesSummary: {
        parameters: {
            query: {
                ancestor_of?: number;
                child_of?: string;
                closes_on?: string;
                country?: string;
                country__all?: string;
                date?: string;
                descendant_of?: string;
                facets?: "all";
                introduction?: string;
                kind?: string;
                legacy_number?: number;
                links?: "relative" | "full";
                locale?: "en" | "fr";
                month?: string;
                participant?: string;
                search?: string;
                search_description?: string;
                search_operator?: "and" | "or";
                seo_title?: string;
                show_in_menus?: true | false | 0 | 1;
                site?: string;
                slug?: string;
                source_url?: string;
                theme?: string;
                theme__all?: string;
                title?: string;
                translation_of?: number;
                type: string;
                year?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    /** @description Says which state this is. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleSummary"];
                };
            };
            /** @description It is what the client has, as If-None-Match says. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getPages: {
        parameters: {
            query?: {
                fields?: string;
                links?: "relative" | "full";
                site?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    /** @description Says which state this is. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountryIndexPage"] | components["schemas"]["CountryPage"] | components["schemas"]["HomePage"] | components["schemas"]["JoinPage"] | components["schemas"]["NewsArticlePage"] | components["schemas"]["NewsIndexPage"] | components["schemas"]["ParticipantIndexPage"] | components["schemas"]["StandardPage"] | components["schemas"]["TerminologyNotePage"] | components["schemas"]["CountryIndexPageFields"] | components["schemas"]["CountryPageFields"] | components["schemas"]["HomePageFields"] | components["schemas"]["JoinPageFields"] | components["schemas"]["NewsArticlePageFields"] | components["schemas"]["NewsIndexPageFields"] | components["schemas"]["ParticipantIndexPageFields"] | components["schemas"]["StandardPageFields"] | components["schemas"]["TerminologyNotePageFields"];
                };
            };
            /** @description It is what the client has, as If-None-Match says. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description It is not there, or not public. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listParticipants: {
        parameters: {
            query?: {
                after?: string;
                as_of?: string;
                bbox?: string;
                country?: string;
                fields?: string;
                has?: string;
                joined_after?: string;
                joined_before?: string;
                kind?: string;
                limit?: number;
                links?: "relative" | "full";
                locale?: "en" | "fr";
                near?: string;
                offset?: number;
                order?: string;
                search?: string;
                status?: string;
                theme?: string;
                theme__all?: string;
                within_km?: number;
                year?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    /** @description Says which state this is. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParticipantList"];
                };
            };
            /** @description It is what the client has, as If-None-Match says. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    participantsDatapackageJson: {
        parameters: {
            query?: {
                as_of?: string;
                bbox?: string;
                country?: string;
                has?: string;
                joined_after?: string;
                joined_before?: string;
                kind?: string;
                near?: string;
                search?: string;
                status?: string;
                theme?: string;
                theme__all?: string;
                within_km?: number;
                year?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    /** @description Says which state this is. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description It is what the client has, as If-None-Match says. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    participantsExportCsv: {
        parameters: {
            query?: {
                as_of?: string;
                bbox?: string;
                country?: string;
                has?: string;
                joined_after?: string;
                joined_before?: string;
                kind?: string;
                near?: string;
                search?: string;
                status?: string;
                theme?: string;
                theme__all?: string;
                within_km?: number;
                year?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    /** @description Says which state this is. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description It is what the client has, as If-None-Match says. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    participantsExportCsvMetadataJson: {
        parameters: {
            query?: {
                as_of?: string;
                bbox?: string;
                country?: string;
                has?: string;
                joined_after?: string;
                joined_before?: string;
                kind?: string;
                near?: string;
                search?: string;
                status?: string;
                theme?: string;
                theme__all?: string;
                within_km?: number;
                year?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    /** @description Says which state this is. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/csvm+json": Record<string, never>;
                };
            };
            /** @description It is what the client has, as If-None-Match says. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    participantsExportGeojson: {
        parameters: {
            query?: {
                as_of?: string;
                bbox?: string;
                country?: string;
                has?: string;
                joined_after?: string;
                joined_before?: string;
                kind?: string;
                near?: string;
                search?: string;
                status?: string;
                theme?: string;
                theme__all?: string;
                within_km?: number;
                year?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    /** @description Says which state this is. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["PointsFile"];
                };
            };
            /** @description It is what the client has, as If-None-Match says. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    participantsExportJson: {
        parameters: {
            query?: {
                as_of?: string;
                bbox?: string;
                country?: string;
                has?: string;
                joined_after?: string;
                joined_before?: string;
                kind?: string;
                near?: string;
                search?: string;
                status?: string;
                theme?: string;
                theme__all?: string;
                within_km?: number;
                year?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    /** @description Says which state this is. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordsFile"];
                };
            };
            /** @description It is what the client has, as If-None-Match says. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    findParticipants: {
        parameters: {
            query?: {
                fields?: string;
                id?: number;
                links?: "relative" | "full";
                locale?: "en" | "fr";
                number?: number;
                slug?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found. */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description It is not there, or not public. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    participantsPlaces: {
        parameters: {
            query?: {
                as_of?: string;
                bbox?: string;
                country?: string;
                has?: string;
                joined_after?: string;
                joined_before?: string;
                kind?: string;
                links?: "relative" | "full";
                locale?: "en" | "fr";
                near?: string;
                search?: string;
                status?: string;
                theme?: string;
                theme__all?: string;
                within_km?: number;
                year?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    /** @description Says which state this is. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParticipantPlaces"];
                };
            };
            /** @description It is what the client has, as If-None-Match says. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    participantsSummary: {
        parameters: {
            query?: {
                as_of?: string;
                bbox?: string;
                country?: string;
                facets?: "all";
                has?: string;
                joined_after?: string;
                joined_before?: string;
                kind?: string;
                links?: "relative" | "full";
                locale?: "en" | "fr";
                near?: string;
                search?: string;
                status?: string;
                theme?: string;
                theme__all?: string;
                within_km?: number;
                year?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    /** @description Says which state this is. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Summary"];
                };
            };
            /** @description It is what the client has, as If-None-Match says. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getParticipants: {
        parameters: {
            query?: {
                fields?: string;
                links?: "relative" | "full";
                locale?: "en" | "fr";
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    /** @description Says which state this is. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Participant"] | components["schemas"]["ParticipantFields"];
                };
            };
            /** @description It is what the client has, as If-None-Match says. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description It is not there, or not public. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getPreview: {
        parameters: {
            query: {
                at?: string;
                links?: "relative" | "full";
                lists?: boolean;
                locale?: "en" | "fr";
                token: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParticipantPreview"] | components["schemas"]["CountryIndexPagePreview"] | components["schemas"]["CountryPagePreview"] | components["schemas"]["HomePagePreview"] | components["schemas"]["JoinPagePreview"] | components["schemas"]["NewsArticlePagePreview"] | components["schemas"]["NewsIndexPagePreview"] | components["schemas"]["ParticipantIndexPagePreview"] | components["schemas"]["StandardPagePreview"] | components["schemas"]["TerminologyNotePagePreview"];
                };
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token is forged, expired or revoked, or its editor may not edit any more. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing of it will be public on that day, or it is gone. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description It cannot be shown as it is: it lacks something, or another one has its number or address. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getResolve: {
        parameters: {
            query: {
                links?: "relative" | "full";
                lists?: boolean;
                path: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    /** @description Says which state this is. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageAtPath"] | components["schemas"]["ParticipantAtPath"] | components["schemas"]["RedirectAtPath"];
                };
            };
            /** @description It is what the client has, as If-None-Match says. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nothing is there. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NothingAtPath"];
                };
            };
            /** @description Nothing is there. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WithdrawnAtPath"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getSearch: {
        parameters: {
            query: {
                in?: "participants" | "former_participants" | "countries" | "initiatives" | "news" | "terminology" | "pages" | "documents";
                limit?: number;
                links?: "relative" | "full";
                locale?: "en" | "fr";
                offset?: number;
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    /** @description Says which state this is. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Searched"];
                };
            };
            /** @description It is what the client has, as If-None-Match says. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    searchSuggestions: {
        parameters: {
            query: {
                links?: "relative" | "full";
                locale?: "en" | "fr";
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestions"];
                };
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getSite: {
        parameters: {
            query?: {
                links?: "relative" | "full";
                locale?: "en" | "fr";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    /** @description Says which state this is. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteDocument"];
                };
            };
            /** @description It is what the client has, as If-None-Match says. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is unknown or malformed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The address is too long. */
            414: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
}
