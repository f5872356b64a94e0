// Made from /api/openapi.json by `npm run api`; not to be edited.
export interface paths {
    "/api/v1/automations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is done to tickets by itself */
        get: operations["get-api-v1-automations"];
        put?: never;
        /** Make a rule */
        post: operations["post-api-v1-automations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/automations/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell what a rule would have done in the last 30 days */
        post: operations["post-api-v1-automations-dry-run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/automations/dry-run/{uid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a dry run is, and what it has found */
        get: operations["get-api-v1-automations-dry-run-by-uid"];
        put?: never;
        post?: never;
        /** Stop a dry run */
        delete: operations["delete-api-v1-automations-dry-run-by-uid"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/automations/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put the rules in order */
        put: operations["put-api-v1-automations-order"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/automations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Write a rule over */
        put: operations["put-api-v1-automations-by-id"];
        post?: never;
        /** Take a rule out */
        delete: operations["delete-api-v1-automations-by-id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/automations/{id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a rule has done */
        get: operations["get-api-v1-automations-by-id-log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My jobs of the last 24 hours */
        get: operations["list-api-v1-bulk"];
        put?: never;
        /** Do something to many tickets */
        post: operations["post-api-v1-bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulk/{uid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a job is */
        get: operations["get-api-v1-bulk-by-uid"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulk/{uid}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop a job; what is done stays */
        post: operations["post-api-v1-bulk-by-uid-cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulk/{uid}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of each ticket of a job */
        get: operations["get-api-v1-bulk-by-uid-items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulk/{uid}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a job back, within ten minutes of its end */
        post: operations["post-api-v1-bulk-by-uid-undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When staff answer */
        get: operations["get-api-v1-calendar"];
        /** Change when staff answer */
        put: operations["put-api-v1-calendar"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close now, until the next switch of the schedule or a given moment */
        post: operations["post-api-v1-calendar-close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When I work */
        get: operations["get-api-v1-calendar-me"];
        /** Change when I work */
        put: operations["put-api-v1-calendar-me"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a closing by hand back */
        post: operations["post-api-v1-calendar-open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who works other hours than the shop, and who is away when */
        get: operations["get-api-v1-calendar-people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When a person works */
        get: operations["get-api-v1-calendar-people-by-id"];
        /** Change when a person works */
        put: operations["put-api-v1-calendar-people-by-id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What shoppers read at a moment */
        get: operations["get-api-v1-calendar-preview"];
        put?: never;
        /** What shoppers would read at moments, by hours that are not saved */
        post: operations["post-api-v1-calendar-preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/callers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who calls from a number: the customer, their open tickets and last orders */
        get: operations["get-api-v1-callers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Campaigns, the newest first. */
        get: operations["get-api-v1-campaigns"];
        put?: never;
        /** Begin a draft. */
        post: operations["post-api-v1-campaigns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/audience": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Count an audience and say why the others get nothing. */
        post: operations["post-api-v1-campaigns-audience"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A campaign and how its messages stand. */
        get: operations["get-api-v1-campaigns-by-id"];
        /** Replace the text of a campaign that has not started or is paused. */
        put: operations["put-api-v1-campaigns-by-id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let nothing more leave for good. */
        post: operations["post-api-v1-campaigns-by-id-cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let nothing more leave for now. */
        post: operations["post-api-v1-campaigns-by-id-pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on after a pause, or start one that was held. */
        post: operations["post-api-v1-campaigns-by-id-resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{id}/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set when a campaign starts; without a time it starts now. */
        post: operations["post-api-v1-campaigns-by-id-schedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the shop says by itself */
        get: operations["list-api-v1-chat-rules"];
        put?: never;
        /** Make a rule */
        post: operations["post-api-v1-chat-rules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/rules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Write a rule over */
        put: operations["put-api-v1-chat-rules-by-id"];
        post?: never;
        /** Take a rule out */
        delete: operations["delete-api-v1-chat-rules-by-id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the contact form asks for, and a stamp to send it with */
        get: operations["get-api-v1-contact"];
        put?: never;
        /** Send the contact form: it becomes a ticket */
        post: operations["post-api-v1-contact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{uid}/block": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take no more messages of a shopper */
        post: operations["post-api-v1-conversations-by-uid-block"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{uid}/contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a shopper who left a message wants the answer */
        get: operations["get-api-v1-conversations-by-uid-contact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{uid}/context": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a shopper looks at, and whether they may write */
        get: operations["get-api-v1-conversations-by-uid-context"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{uid}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one has begun to write in a conversation */
        get: operations["get-api-v1-conversations-by-uid-draft"];
        /** Keep what one has begun to write */
        put: operations["put-api-v1-conversations-by-uid-draft"];
        post?: never;
        /** Drop what one has begun to write */
        delete: operations["delete-api-v1-conversations-by-uid-draft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{uid}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Announce a file for the shopper; its bytes follow by PUT to /conversations/{uid}/files/{id}?offset=N */
        post: operations["post-api-v1-conversations-by-uid-files"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{uid}/files/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far one's own file has come */
        get: operations["get-api-v1-conversations-by-uid-files-by-id"];
        put?: never;
        post?: never;
        /** Drop a file that was not sent */
        delete: operations["delete-api-v1-conversations-by-uid-files-by-id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{uid}/files/{id}/url": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a file of the conversation can be seen for ten minutes */
        get: operations["get-api-v1-conversations-by-uid-files-by-id-url"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{uid}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a page of a conversation with its notes */
        get: operations["get-api-v1-conversations-by-uid-messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{uid}/messages/{seq}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a message back */
        post: operations["post-api-v1-conversations-by-uid-messages-by-seq-withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{uid}/unblock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a shopper's messages again */
        post: operations["post-api-v1-conversations-by-uid-unblock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/coupons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The coupon programmes. */
        get: operations["get-api-v1-coupons"];
        put?: never;
        /** Set up a programme. */
        post: operations["post-api-v1-coupons"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/coupons/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do today's job now: whoever is due and has no coupon of the year gets one. Doing it again gives nobody a second. */
        post: operations["post-api-v1-coupons-run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/coupons/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a code counts, for the shop's checkout. */
        get: operations["get-api-v1-coupons-by-code"];
        /** Change a programme; the place is its number. Codes that were given stay as they are. */
        put: operations["put-api-v1-coupons-by-code"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/coupons/{code}/redeem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Use a code for an order. Asking again for the same order answers the same. */
        post: operations["post-api-v1-coupons-by-code-redeem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{ref}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a customer */
        get: operations["get-api-v1-customers-by-ref"];
        /** Say what the shop knows of a customer; what is left out stays as it is */
        put: operations["put-api-v1-customers-by-ref"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{ref}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The proof: everything the customer has said, oldest first. */
        get: operations["get-api-v1-customers-by-ref-consents"];
        put?: never;
        /** Record what a customer agreed to or took back; what holds already is left as it is. */
        post: operations["post-api-v1-customers-by-ref-consents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Messages to a customer or about an order, the newest first. */
        get: operations["get-api-v1-deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ledger as JSON lines. */
        get: operations["get-api-v1-deliveries-export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries/held": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Kinds of notices that the mass guard holds. */
        get: operations["get-api-v1-deliveries-held"];
        put?: never;
        /** Let held notices of a kind go, or drop them. */
        post: operations["post-api-v1-deliveries-held"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/faq/articles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List articles, the newest first */
        get: operations["get-api-v1-faq-articles"];
        put?: never;
        /** Write a new draft */
        post: operations["post-api-v1-faq-articles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/faq/articles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an article as staff write it */
        get: operations["get-api-v1-faq-articles-by-id"];
        /** Write the draft of an article over */
        put: operations["put-api-v1-faq-articles-by-id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/faq/articles/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show the draft to the public */
        post: operations["post-api-v1-faq-articles-by-id-publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/faq/articles/{id}/unpublish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an article from the public */
        post: operations["post-api-v1-faq-articles-by-id-unpublish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/faq/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the categories */
        get: operations["list-api-v1-faq-categories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/faq/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** See a body as the public would; nothing is stored */
        post: operations["post-api-v1-faq-preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/faq/public/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a published article */
        get: operations["get-api-v1-faq-public-by-slug"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/faq/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find published articles */
        get: operations["list-api-v1-faq-search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/faq/searches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell what somebody looked for */
        post: operations["post-api-v1-faq-searches"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inbound/mail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take in a raw mail (RFC 5322) */
        post: operations["post-api-v1-inbound-mail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inbound/sms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take in a text message that somebody sent to the shop */
        post: operations["post-api-v1-inbound-sms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/macro-runs/{client_id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back what a macro did */
        post: operations["post-api-v1-macro-runs-by-client-id-undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/macros": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Macros */
        get: operations["list-api-v1-macros"];
        put?: never;
        /** Make a macro */
        post: operations["post-api-v1-macros"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/macros/{uid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Write a macro over */
        put: operations["put-api-v1-macros-by-uid"];
        post?: never;
        /** Take a macro out */
        delete: operations["delete-api-v1-macros-by-uid"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/macros/{uid}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell all that a macro would do to a ticket */
        post: operations["post-api-v1-macros-by-uid-preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/macros/{uid}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run a macro on a ticket */
        post: operations["post-api-v1-macros-by-uid-run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Mails by their state, newest first */
        get: operations["get-api-v1-mails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mails/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a mail stands */
        get: operations["get-api-v1-mails-by-id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mails/{id}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that a mail that was put aside needs nothing */
        post: operations["post-api-v1-mails-by-id-dismiss"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mails/{id}/raw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A mail as it came (RFC 5322), to be saved */
        get: operations["list-api-v1-mails-by-id-raw"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mails/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Work a mail off again */
        post: operations["post-api-v1-mails-by-id-retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mails/{id}/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a ticket of a mail, whatever it is */
        post: operations["post-api-v1-mails-by-id-ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How I want to be told of what */
        get: operations["get-api-v1-me-alerts"];
        /** Change how I want to be told */
        put: operations["put-api-v1-me-alerts"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/alerts/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell me something now, to see whether it arrives */
        post: operations["post-api-v1-me-alerts-test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I have chosen for myself */
        get: operations["get-api-v1-me-preferences"];
        /** Choose it */
        put: operations["put-api-v1-me-preferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mentions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The notes that name me, newest first */
        get: operations["get-api-v1-mentions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mentions/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many of them I have not read */
        get: operations["get-api-v1-mentions-count"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mentions/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that I have read some, those of a ticket, or all */
        post: operations["post-api-v1-mentions-read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mentions/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take that back */
        post: operations["post-api-v1-mentions-unread"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/order-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the requests of a ticket */
        get: operations["get-api-v1-order-requests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/order-requests/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Promise the shopper to do what was asked */
        post: operations["post-api-v1-order-requests-by-id-approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/order-requests/{id}/done": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that what was asked is done */
        post: operations["post-api-v1-order-requests-by-id-done"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/order-requests/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse what was asked, and say why */
        post: operations["post-api-v1-order-requests-by-id-refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an order */
        get: operations["get-api-v1-orders-by-number"];
        /** Say how an order stands; what is left out stays as it is */
        put: operations["put-api-v1-orders-by-number"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{number}/arrival": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When a pre-order would arrive if production ended on another day, and what the buyer would be told */
        get: operations["get-api-v1-orders-by-number-arrival"];
        /** Let production of a pre-order end on another day; the buyer is told of a delay */
        put: operations["put-api-v1-orders-by-number-arrival"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{number}/scans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what the carrier says of an order's parcel; the same again is kept once */
        post: operations["post-api-v1-orders-by-number-scans"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/coupons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which coupons a person may be given by hand, and how many more */
        get: operations["get-api-v1-people-by-id-coupons"];
        put?: never;
        /** Give a person a coupon by hand, within the limit of one's role */
        post: operations["post-api-v1-people-by-id-coupons"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/duplicates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who might be the same person, and who has gone on in this one */
        get: operations["get-api-v1-people-by-id-duplicates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/memo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What staff have noted about a person */
        get: operations["get-api-v1-people-by-id-memo"];
        /** Note something about a person, for staff alone */
        put: operations["put-api-v1-people-by-id-memo"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What would move if another one went on in this person */
        get: operations["get-api-v1-people-by-id-merge"];
        put?: never;
        /** Let another one go on in this person; it can be undone for 30 days */
        post: operations["post-api-v1-people-by-id-merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/merges/{merge}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a merge back: what came after it stays */
        post: operations["post-api-v1-people-by-id-merges-by-merge-undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show a customer's number; the audit log keeps who did */
        post: operations["post-api-v1-people-by-id-reveal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set the tags of a person */
        put: operations["put-api-v1-people-by-id-tags"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All that happened with a person, newest first */
        get: operations["get-api-v1-people-by-id-timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who of the staff takes chats, and how many they hold */
        get: operations["get-api-v1-presence"];
        /** Say whether one takes chats oneself */
        put: operations["put-api-v1-presence"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/presence/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set how many chats somebody takes at once */
        put: operations["put-api-v1-presence-by-id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Saved replies */
        get: operations["list-api-v1-replies"];
        put?: never;
        /** Save a reply */
        post: operations["post-api-v1-replies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replies/menu": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that can be put into the answer to a ticket */
        get: operations["get-api-v1-replies-menu"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replies/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fill a text for a ticket, or with examples */
        post: operations["post-api-v1-replies-preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replies/variables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The variables that a text can name */
        get: operations["list-api-v1-replies-variables"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replies/{uid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Write a saved reply over */
        put: operations["put-api-v1-replies-by-uid"];
        post?: never;
        /** Take a saved reply out */
        delete: operations["delete-api-v1-replies-by-uid"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replies/{uid}/used": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Count that a saved reply was put into an answer */
        post: operations["post-api-v1-replies-by-uid-used"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How fast people were answered and how it went; one's own figures without reports:read */
        get: operations["get-api-v1-reports-agents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/kept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the answers of the last four weeks would have kept deadlines */
        get: operations["get-api-v1-reports-kept"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How things stand this minute */
        get: operations["get-api-v1-reports-live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Returns of an order, or those that wait for the reader's approval */
        get: operations["get-api-v1-returns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/returns/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A return */
        get: operations["get-api-v1-returns-by-id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/returns/{id}/again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Call the shop once more */
        post: operations["post-api-v1-returns-by-id-again"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/returns/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve a return, so that the shop carries it out */
        post: operations["post-api-v1-returns-by-id-approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/returns/{id}/done": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that a return was carried out by hand */
        post: operations["post-api-v1-returns-by-id-done"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/returns/{id}/received": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the goods have come back */
        post: operations["post-api-v1-returns-by-id-received"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/returns/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reject a return, and say why */
        post: operations["post-api-v1-returns-by-id-reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/returns/{id}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The shop's result of a return, when it comes later than its answer */
        post: operations["post-api-v1-returns-by-id-result"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search messages, customers, orders and articles */
        get: operations["get-api-v1-search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: operations["get-api-v1-session"];
        put?: never;
        /** Sign in */
        post: operations["post-api-v1-session"];
        /** Sign out */
        delete: operations["delete-api-v1-session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who approves which amounts, and where the shop is called */
        get: operations["get-api-v1-settings-returns"];
        /** Change who approves which amounts, and where the shop is called */
        put: operations["put-api-v1-settings-returns"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/returns/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make another secret for the calls; the former one signs them as well for a day */
        post: operations["post-api-v1-settings-returns-secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/returns/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Call the shop once with nothing to do, and say what came of it */
        post: operations["post-api-v1-settings-returns-test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/shop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the shop's settings */
        get: operations["get-api-v1-settings-shop"];
        /** Change the shop's settings */
        put: operations["put-api-v1-settings-shop"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sla/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far applying a policy again is */
        get: operations["get-api-v1-sla-jobs-by-id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sla/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What answers are owed to whom */
        get: operations["get-api-v1-sla-policies"];
        put?: never;
        /** Add a policy */
        post: operations["post-api-v1-sla-policies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sla/policies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a policy: for tickets that come from now on */
        put: operations["put-api-v1-sla-policies-by-id"];
        post?: never;
        /** Take a policy out; tickets that have it keep it */
        delete: operations["delete-api-v1-sla-policies-by-id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sla/policies/{id}/reapply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Measure the open tickets by a policy as it is now */
        post: operations["post-api-v1-sla-policies-by-id-reapply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sla/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** By when answers would be due for a ticket of a moment */
        post: operations["post-api-v1-sla-preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Staff to whom work can be given */
        get: operations["list-api-v1-staff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tags that were put on tickets */
        get: operations["get-api-v1-tags"];
        put?: never;
        /** Offer a tag before it is on a ticket */
        post: operations["post-api-v1-tags"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tags/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a tag off all tickets and offer it no more */
        post: operations["post-api-v1-tags-remove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tags/rename": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a tag another name, on all tickets; the name of another makes one of both */
        post: operations["post-api-v1-tags-rename"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tags/uses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tags with the tickets that carry them */
        get: operations["get-api-v1-tags-uses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The teams with their members */
        get: operations["get-api-v1-teams"];
        put?: never;
        /** Add a team */
        post: operations["post-api-v1-teams"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a team and its members */
        put: operations["put-api-v1-teams-by-id"];
        post?: never;
        /** End a team; its tickets keep its name */
        delete: operations["delete-api-v1-teams-by-id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ticket-states": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The shop's own names for where a ticket stands */
        get: operations["get-api-v1-ticket-states"];
        put?: never;
        /** Add a name for where a ticket stands */
        post: operations["post-api-v1-ticket-states"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ticket-states/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a name for where a ticket stands */
        put: operations["put-api-v1-ticket-states-by-key"];
        post?: never;
        /** Offer a name no more; tickets there keep it */
        delete: operations["delete-api-v1-ticket-states-by-key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ticket-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a ticket can be about, with the forms */
        get: operations["get-api-v1-ticket-types"];
        put?: never;
        /** Add a type of tickets */
        post: operations["post-api-v1-ticket-types"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ticket-types/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a type of tickets */
        put: operations["put-api-v1-ticket-types-by-key"];
        post?: never;
        /** Offer a type no more; tickets of it keep it */
        delete: operations["delete-api-v1-ticket-types-by-key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The queue, the next deadline first */
        get: operations["get-api-v1-tickets"];
        put?: never;
        /** Open a ticket by hand: after a call, or to write to a customer first */
        post: operations["post-api-v1-tickets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many tickets the standing views hold */
        get: operations["get-api-v1-tickets-counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/ids": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The ids of all tickets of a filter */
        post: operations["post-api-v1-tickets-ids"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/snooze-choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Until when a ticket can be put aside */
        get: operations["get-api-v1-tickets-snooze-choices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A ticket with its customer, orders and history */
        get: operations["get-api-v1-tickets-by-number"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a ticket; what is left out stays as it is */
        patch: operations["patch-api-v1-tickets-by-number"];
        trace?: never;
    };
    "/api/v1/tickets/{number}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer the shopper */
        post: operations["post-api-v1-tickets-by-number-answer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a ticket to somebody or to nobody */
        post: operations["post-api-v1-tickets-by-number-assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write down a call and what came of it */
        post: operations["post-api-v1-tickets-by-number-calls"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/clocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The clocks of a ticket and when they ran */
        get: operations["get-api-v1-tickets-by-number-clocks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/mail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom an answer to a ticket would go to by mail */
        get: operations["get-api-v1-tickets-by-number-mail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a ticket go on in another one, which is answered */
        post: operations["post-api-v1-tickets-by-number-merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/merge-candidates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tickets of the same person, order or conversation */
        get: operations["get-api-v1-tickets-by-number-merge-candidates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/note": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write a note that only staff see */
        post: operations["post-api-v1-tickets-by-number-note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/parent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a ticket part of an incident, or of none */
        post: operations["post-api-v1-tickets-by-number-parent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a solved ticket up again */
        post: operations["post-api-v1-tickets-by-number-reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send an answer once more to those it has not reached */
        post: operations["post-api-v1-tickets-by-number-resend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Returns and other things that are done with an order, of a ticket */
        get: operations["get-api-v1-tickets-by-number-returns"];
        put?: never;
        /** Ask for a return, an exchange, a refund, a cancellation or another address */
        post: operations["post-api-v1-tickets-by-number-returns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/returns/quote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is left of an order, and what the chosen pieces would give back */
        get: operations["get-api-v1-tickets-by-number-returns-quote"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/scheduled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answers that wait for their time */
        get: operations["list-api-v1-tickets-by-number-scheduled"];
        put?: never;
        /** Answer the shopper at a later time */
        post: operations["post-api-v1-tickets-by-number-scheduled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/scheduled/{uid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change an answer that has not left */
        put: operations["put-api-v1-tickets-by-number-scheduled-by-uid"];
        post?: never;
        /** Cancel an answer that has not left */
        delete: operations["delete-api-v1-tickets-by-number-scheduled-by-uid"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/scheduled/{uid}/now": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send an answer now that waits for its time */
        post: operations["post-api-v1-tickets-by-number-scheduled-by-uid-now"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/seen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that a ticket was read */
        post: operations["post-api-v1-tickets-by-number-seen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/snooze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a ticket aside */
        post: operations["post-api-v1-tickets-by-number-snooze"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/solve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that nothing is left to do */
        post: operations["post-api-v1-tickets-by-number-solve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make another ticket of some messages, which is answered */
        post: operations["post-api-v1-tickets-by-number-split"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a change back, where nobody has changed it since */
        post: operations["post-api-v1-tickets-by-number-undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a ticket unread again */
        post: operations["post-api-v1-tickets-by-number-unread"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/unsend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an answer back before it has left */
        post: operations["post-api-v1-tickets-by-number-unsend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{number}/unsnooze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take up again what was put aside */
        post: operations["post-api-v1-tickets-by-number-unsnooze"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The saved views a person sees, with the counts of their lists */
        get: operations["list-api-v1-views"];
        put?: never;
        /** Save a view */
        post: operations["post-api-v1-views"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How many tickets a filter chooses */
        post: operations["post-api-v1-views-count"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put one's views in an order */
        put: operations["put-api-v1-views-order"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a view */
        put: operations["put-api-v1-views-by-id"];
        post?: never;
        /** Delete a view */
        delete: operations["delete-api-v1-views-by-id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/{id}/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many tickets a view holds */
        get: operations["get-api-v1-views-by-id-count"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the widget shows before a socket is open */
        get: operations["get-api-v1-widget-config"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/context": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell what the shopper looks at */
        post: operations["post-api-v1-widget-context"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/deflected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell that an article answered the question */
        post: operations["post-api-v1-widget-deflected"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that nothing more is asked */
        post: operations["post-api-v1-widget-end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Announce a file that will be sent; its bytes follow by PUT to /widget/files/{id}?offset=N */
        post: operations["post-api-v1-widget-files"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/files/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far one's own file has come */
        get: operations["get-api-v1-widget-files-by-id"];
        put?: never;
        post?: never;
        /** Drop a file that was not sent */
        delete: operations["delete-api-v1-widget-files-by-id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/files/{id}/url": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a file of one's own conversation can be seen for ten minutes */
        get: operations["get-api-v1-widget-files-by-id-url"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leave a message while nobody is there, with where the answer should go */
        post: operations["post-api-v1-widget-leave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the tokens a browser holds, and the sockets opened with them */
        post: operations["post-api-v1-widget-logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who the widget's token says the shopper is */
        get: operations["get-api-v1-widget-me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one's own conversation where no socket can be opened */
        get: operations["get-api-v1-widget-messages"];
        put?: never;
        /** Write where no socket can be opened */
        post: operations["post-api-v1-widget-messages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The shopper's orders: a member's, or those a guest has unlocked */
        get: operations["get-api-v1-widget-orders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/orders/lookup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for an order by its number and the buyer's phone; a code follows */
        post: operations["post-api-v1-widget-orders-lookup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/orders/lookup/{lookup}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send another code */
        post: operations["post-api-v1-widget-orders-lookup-by-lookup-resend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/orders/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Unlock an order with the code for an hour */
        post: operations["post-api-v1-widget-orders-verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/orders/{number}/quote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a cancellation would give back */
        get: operations["get-api-v1-widget-orders-by-number-quote"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/orders/{number}/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask to cancel or change an order */
        post: operations["post-api-v1-widget-orders-by-number-requests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/orders/{number}/requests/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a request back before it is approved */
        post: operations["post-api-v1-widget-orders-by-number-requests-by-id-withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the widget may say unasked to this shopper */
        get: operations["get-api-v1-widget-rules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/rules/{id}/shown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Claim the showing of a prompt, which happens once */
        post: operations["post-api-v1-widget-rules-by-id-shown"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/survey/{uid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say how it went */
        post: operations["post-api-v1-widget-survey-by-uid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/transcript": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have the conversation sent by e-mail */
        post: operations["post-api-v1-widget-transcript"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/transcript/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Prove an address by the code that was sent to it */
        post: operations["post-api-v1-widget-transcript-verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/transcript/{lookup}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send another code */
        post: operations["post-api-v1-widget-transcript-by-lookup-resend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many answers the shopper has not read */
        get: operations["get-api-v1-widget-unread"];
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
        ActionActions: {
            add_tags?: string[];
            /** @description me, none or the id of a person. */
            owner?: string;
            /** Format: int64 */
            priority?: number;
            /** @description Of solving: do not ask how it went. */
            quiet?: boolean;
            remove_tags?: string[];
            reopen?: boolean;
            /** @enum {string} */
            snooze?: "hour" | "today_16" | "tomorrow_10" | "next_business_10" | "monday_10" | "reply";
            /**
             * Format: date-time
             * @description A moment of its own instead of a choice.
             */
            snooze_until?: string;
            solve?: boolean;
            spam?: boolean;
            /**
             * Format: int64
             * @description 0: no team.
             */
            team_id?: number;
            type?: string;
        };
        ActionEffect: {
            /** @enum {string} */
            kind: "reply" | "note" | "solve" | "reopen" | "snooze" | "priority" | "tag" | "untag" | "team" | "owner" | "type" | "spam" | "alert" | "macro";
            /** @description It is so already. */
            same?: boolean;
            text: string;
        };
        AlertsMatrix: {
            late: components["schemas"]["AlertsWays"];
            low: components["schemas"]["AlertsWays"];
            mention: components["schemas"]["AlertsWays"];
            new: components["schemas"]["AlertsWays"];
            reply: components["schemas"]["AlertsWays"];
            soon: components["schemas"]["AlertsWays"];
        };
        AlertsPrefs: {
            matrix: components["schemas"]["AlertsMatrix"];
            /** @description For text messages; empty: none are sent. */
            phone: string;
            /** @description Null: only their working hours count. */
            quiet: components["schemas"]["AlertsQuiet"];
            /**
             * Format: int64
             * @description Send back what was read: 409 when somebody else was faster.
             */
            version: number;
        };
        AlertsQuiet: {
            /** @description 22:00 */
            from: string;
            /** @description 08:00 */
            to: string;
        };
        AlertsTested: {
            by: string;
            /** @description The address of a mail or a text message; empty for a screen. */
            to: string;
        };
        AlertsWays: {
            desktop: boolean;
            mail: boolean;
            screen: boolean;
            /** @description Of what is grave alone: late and low. */
            sms: boolean;
            sound: boolean;
        };
        AutomationsOrderInputBody: {
            ids: number[];
        };
        AutomationsTryInputBody: {
            /**
             * Format: int64
             * @description Of a rule that exists: what it has brought about itself does not count.
             */
            id?: number;
            rule: components["schemas"]["RulesDraft"];
        };
        AutomationsUpdateInputBody: {
            actions?: components["schemas"]["ActionActions"];
            active: boolean;
            alert?: components["schemas"]["RulesAlert"];
            /** @description Each of them must be so. */
            all?: components["schemas"]["RulesCond"][];
            /** @description And one of these, if there are any. */
            any?: components["schemas"]["RulesCond"][];
            event: components["schemas"]["RulesEvent"];
            /**
             * Format: uuid
             * @description Its changes; a rule sends no answer in a person's name.
             */
            macro_id?: string;
            name: string;
            /** @description For colleagues, beside the conversation. */
            note?: string;
            /**
             * Format: int64
             * @description Rules are carried out in this order.
             */
            position?: number;
            /**
             * Format: int64
             * @description What was read: 409 when somebody else was faster.
             */
            version: number;
        };
        BulkBeginInputBody: {
            change?: components["schemas"]["ActionActions"];
            /**
             * Format: uuid
             * @description Made by the caller: the same job twice is one.
             */
            client_id: string;
            /** @description Of tickets. */
            ids: number[];
            /**
             * Format: uuid
             * @description Instead of a change.
             */
            macro?: string;
        };
        BulkFailure: {
            /** Format: int64 */
            id: number;
            /**
             * Format: int64
             * @description 0: there is no such ticket.
             */
            number: number;
            text: string;
        };
        BulkItem: {
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            number: number;
            /** @enum {string} */
            state: "waiting" | "done" | "same" | "failed" | "undone" | "kept";
            /** @description Of a failure: why. */
            text: string;
        };
        BulkJob: {
            /**
             * Format: int64
             * @description Tickets that are as they should be now.
             */
            done: number;
            /** Format: date-time */
            ended_at: string | null;
            /** Format: int64 */
            failed: number;
            /** @description The first 200; the rest by its items. */
            failures: components["schemas"]["BulkFailure"][];
            id: string;
            /**
             * Format: int64
             * @description Not put back: somebody has changed them since.
             */
            kept: number;
            /**
             * Format: int64
             * @description Of those: so already.
             */
            skipped: number;
            /** Format: date-time */
            started_at: string;
            /** @enum {string} */
            state: "queued" | "running" | "done" | "cancelled" | "undoing" | "undone";
            /** Format: int64 */
            total: number;
            /**
             * Format: date-time
             * @description Until when it can be taken back; null when it cannot.
             */
            undo_until: string | null;
            /**
             * Format: int64
             * @description Of those: put back as they were.
             */
            undone: number;
            /** @description What is done, in words. */
            what: string[];
        };
        CalendarPreviewPlanInputBody: {
            /** @description The moments; now comes first in the answer. */
            at: string[];
            calendar: components["schemas"]["ChatCalendarBody"];
        };
        CampaignAudience: {
            /** @enum {string} */
            channel: "email" | "sms";
            tags?: string[];
        };
        CampaignCampaign: {
            body_text: string;
            /** @enum {string} */
            channel: "email" | "sms";
            counts: components["schemas"]["CampaignCounts"];
            /** Format: date-time */
            created_at: string;
            /** @description Who of the audience gets nothing, by reason; fixed when sending starts. */
            excluded: {
                [key: string]: number;
            };
            /** Format: date-time */
            finished_at: string | null;
            id: string;
            /** @enum {string} */
            lang: "ko" | "en";
            /**
             * Format: date-time
             * @description When the first message may leave, if that is later than scheduled_at: advertising waits for the end of the night.
             */
            leaves_at: string | null;
            name: string;
            /** Format: date-time */
            scheduled_at: string | null;
            /** Format: date-time */
            started_at: string | null;
            /** @enum {string} */
            state: "draft" | "scheduled" | "held" | "freezing" | "sending" | "paused" | "done" | "cancelled";
            subject: string;
            /** @description Customers with any of these tags; empty: everybody who agreed to the channel. */
            tags: string[];
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        CampaignCounts: {
            /** Format: int64 */
            failed: number;
            /** Format: int64 */
            planned: number;
            /** Format: int64 */
            sent: number;
            /** Format: int64 */
            skipped: number;
            /** Format: int64 */
            total: number;
            /** Format: int64 */
            unknown: number;
        };
        CampaignPreview: {
            /** @description no_consent, no_address, suppressed and duplicate, each with its count. */
            excluded: {
                [key: string]: number;
            };
            /** Format: int64 */
            selected: number;
            /** Format: int64 */
            sendable: number;
        };
        CampaignText: {
            /** @description The system adds (광고), the sender and the way to opt out. */
            body_text?: string;
            /** @enum {string} */
            channel: "email" | "sms";
            /** @enum {string} */
            lang?: "ko" | "en";
            name: string;
            /** @description Of a mail. The system puts (광고) before it. */
            subject?: string;
            tags?: string[];
        };
        CampaignsActInputBody: {
            /** Format: int64 */
            version?: number;
        };
        CampaignsScheduleInputBody: {
            /**
             * Format: date-time
             * @description When to start; now when left out.
             */
            at?: string;
            /** Format: int64 */
            version?: number;
        };
        CampaignsUpdateInputBody: {
            /** @description The system adds (광고), the sender and the way to opt out. */
            body_text?: string;
            /** @enum {string} */
            channel: "email" | "sms";
            /** @enum {string} */
            lang?: "ko" | "en";
            name: string;
            /** @description Of a mail. The system puts (광고) before it. */
            subject?: string;
            tags?: string[];
            /**
             * Format: int64
             * @description Of the campaign as it was read; when it has changed since, 409.
             */
            version: number;
        };
        ChatCalendarBody: {
            /**
             * Format: int64
             * @description Chats one person holds at once.
             */
            capacity: number;
            /** @description Days that are not as the week says; they win over public holidays. */
            exceptions: components["schemas"]["ChatExceptionView"][];
            /** @description Closed on public holidays. */
            public_holidays: boolean;
            /**
             * Format: int64
             * @description Business minutes within which a first answer is promised.
             */
            reply_minutes: number;
            /** @description Public holidays the government has named for once. */
            temporary: components["schemas"]["ChatTemporaryView"][];
            /**
             * Format: int64
             * @description Send back what was read: 409 when somebody else was faster.
             */
            version: number;
            /** @description Sunday first. */
            week: components["schemas"]["HoursWeekday"][];
        };
        ChatCalendarView: {
            /**
             * Format: date-time
             * @description Closed by hand until then.
             */
            closed_until: string | null;
            /** @description The next public holidays. */
            holidays: components["schemas"]["ChatFeastView"][];
            /**
             * Format: date-time
             * @description When the schedule next opens or closes.
             */
            next_switch: string | null;
            now: components["schemas"]["ChatPreviewView"];
            zone: string;
        };
        ChatCloseBody: {
            /**
             * Format: date-time
             * @description Left out: until the schedule next opens or closes.
             */
            until?: string;
        };
        ChatConfigShop: {
            name: string;
        };
        ChatConfigTopic: {
            /** @description What the form asks for beside the question. */
            fields: string[];
            id: string;
            label: string;
        };
        ChatConfigView: {
            /** @description What to show beside the fields for a number or an address. */
            consent: string;
            /** @description Nobody is there: ask first where the answer goes. */
            form: boolean;
            hours: string;
            lang: string;
            /** @description Whether someone of the staff is there now. */
            online: boolean;
            /**
             * Format: date-time
             * @description The next opening, while it is not open.
             */
            opens_at: string | null;
            phone: string;
            /** @description The same in words. */
            promise: string;
            /**
             * Format: date-time
             * @description By when somebody who writes now is answered.
             */
            promise_at: string | null;
            /** @description Whether the shopper sees that staff have read. */
            receipts: boolean;
            shop: components["schemas"]["ChatConfigShop"];
            /** @enum {string} */
            state: "open" | "busy" | "lunch" | "closed" | "holiday" | "leave";
            status_line: string;
            topics: components["schemas"]["ChatConfigTopic"][];
            /** @description Whose clocks the sentences mean. */
            zone: string;
        };
        ChatContactShown: {
            /** Format: date-time */
            at: string;
            email: string;
            /** @description There is an order of that number. */
            order_exists: boolean;
            /** @description And it is the writer's: their own, or the number typed is the buyer's. */
            order_matches: boolean;
            order_number: string;
            phone_masked: string;
            /**
             * Format: date-time
             * @description By when an answer was promised.
             */
            promise_at: string | null;
            /** @enum {string} */
            reply_by: "sms" | "email" | "none";
            topic: string;
            /** @description Always false: it was typed, not proved. The person may not be whose number it is. */
            verified: boolean;
        };
        ChatContactView: {
            /** @description Null when the shopper left none. */
            contact: components["schemas"]["ChatContactShown"];
        };
        ChatDraftView: {
            /** @enum {string} */
            kind: "answer" | "note";
            text: string;
            to?: components["schemas"]["ThreadDraftTo"];
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        ChatDraftsView: {
            /** @description One of each kind at most. An empty text with a version says that it was sent or dropped. */
            items: components["schemas"]["ThreadDraft"][];
        };
        ChatDuty: {
            /**
             * Format: int64
             * @description Chats at once.
             */
            capacity: number;
            /** Format: int64 */
            id: number;
            name: string;
            /** Format: int64 */
            open_chats: number;
            role: string;
            /** @enum {string} */
            state: "online" | "away" | "offline";
        };
        ChatExceptionView: {
            /**
             * Format: date
             * @description YYYY-MM-DD
             */
            from: string;
            /** @description None: closed. */
            hours: components["schemas"]["HoursSpan"][];
            name: components["schemas"]["HoursName"];
            /**
             * Format: date
             * @description YYYY-MM-DD, included
             */
            to: string;
        };
        ChatFeastView: {
            from: string;
            name: components["schemas"]["HoursName"];
            to: string;
        };
        ChatLeaveOrder: {
            /** @description It is the order of the member who writes. Of anybody else's word nothing is told. */
            known: boolean;
        };
        ChatLeaveView: {
            conversation: string;
            order: components["schemas"]["ChatLeaveOrder"];
            /** @description The same in words. */
            promise: string;
            /**
             * Format: date-time
             * @description By when an answer is promised.
             */
            promise_at: string | null;
            /** Format: int64 */
            ticket_number: number;
            /** @description A new visitor's token, to be sent as X-Dari-Visitor from now on. */
            visitor_token?: string;
        };
        ChatLogoutView: {
            ended: boolean;
        };
        ChatMeView: {
            email_masked: string;
            /** @enum {string} */
            lang: "ko" | "en";
            /** @description Empty when it is not known. */
            name: string;
            phone_masked: string;
            /** @description A member, vouched for by the shop's signature. */
            verified: boolean;
        };
        ChatMessagesView: {
            epoch: string;
            /** Format: int64 */
            last_seq: number;
            messages: components["schemas"]["ThreadMessage"][];
            /** @description Whether there are older messages before these. */
            more: boolean;
            notes: components["schemas"]["ThreadNote"][];
            /** @description Messages up to the given number whose text was taken back. */
            withdrawn?: number[];
        };
        ChatPeopleHoursView: {
            /** @description All who can answer. */
            items: components["schemas"]["ChatPersonSummary"][];
        };
        ChatPersonHours: {
            /** @description Days off, and days with other hours. */
            exceptions: components["schemas"]["ChatExceptionView"][];
            /** @description The week and the holidays are the shop's, and the days come on top. */
            follows_shop: boolean;
            /** @description Off on public holidays. */
            public_holidays: boolean;
            /**
             * Format: int64
             * @description Send back what was read: 409 when somebody else was faster.
             */
            version: number;
            /** @description Sunday first; not looked at for who follows the shop. */
            week: components["schemas"]["HoursWeekday"][];
        };
        ChatPersonHoursView: {
            /** Format: int64 */
            id: number;
            name: string;
            /**
             * Format: date-time
             * @description When they next begin or end.
             */
            next: string | null;
            /** Format: date-time */
            now: string;
            /** @description Whether this is their working time. */
            working: boolean;
            zone: string;
        };
        ChatPersonSummary: {
            follows_shop: boolean;
            /** Format: int64 */
            id: number;
            name: string;
            /** @description The day off they have now or next. */
            off: components["schemas"]["ChatExceptionView"];
            /** @description Whether this is their working time. */
            working: boolean;
        };
        ChatPresenceView: {
            /** @description Null for a key, and for who cannot answer. */
            me: components["schemas"]["ChatDuty"];
            /** @description All who can answer. */
            staff: components["schemas"]["ChatDuty"][];
        };
        ChatPreviewPlanView: {
            lines: components["schemas"]["ChatPreviewView"][];
        };
        ChatPreviewView: {
            /** Format: date-time */
            at: string;
            /** @description The sentence, in both languages. */
            line: components["schemas"]["HoursName"];
            /** Format: date-time */
            opens_at: string | null;
            /** @enum {string} */
            state: "open" | "busy" | "lunch" | "closed" | "holiday" | "leave";
        };
        ChatRevealView: {
            /** @description As people of the country write it; empty when there is none. */
            value: string;
        };
        ChatTemporaryView: {
            /**
             * Format: date
             * @description YYYY-MM-DD
             */
            date: string;
            name: components["schemas"]["HoursName"];
        };
        ChatUnreadView: {
            /**
             * Format: int64
             * @description At most 99 are counted.
             */
            unread: number;
        };
        ChatUpdateInputBody: {
            /**
             * @default text
             * @enum {string}
             */
            action: "text" | "articles" | "order";
            active: boolean;
            /**
             * Format: int64
             * @description Only with at least this in the cart.
             */
            cart_over?: number;
            /** @description Of an answer: any of them; the words of one must all be in the message. */
            keywords?: string[];
            /** @enum {string} */
            kind: "answer" | "prompt";
            name: string;
            /** @description Of a prompt: the pages, as /products/*; all without it. */
            path?: string;
            /**
             * Format: int64
             * @description The first rule that matches answers.
             */
            position?: number;
            /** @description What to look for in the help centre; the message itself without it. */
            query?: string;
            /** Format: int64 */
            seconds?: number;
            text_en?: string;
            text_ko?: string;
            /**
             * Format: int64
             * @description What was read: 409 when somebody else was faster.
             */
            version: number;
        };
        ChatWidgetSendView: {
            /** @description A new visitor's token, to be sent as X-Dari-Visitor from now on. */
            visitor_token?: string;
        };
        ConsentAnswer: {
            /**
             * Format: int64
             * @description How many of the wishes were news.
             */
            changed: number;
            consents: components["schemas"]["ConsentState"][];
        };
        ConsentEvidence: {
            /** Format: date-time */
            at: string;
            channel: string;
            granted: boolean;
            ip: string;
            purpose: string;
            source: string;
            text_shown: string;
        };
        ConsentState: {
            /** Format: date-time */
            at: string;
            channel: string;
            granted: boolean;
            purpose: string;
            source: string;
        };
        ConsentWish: {
            /**
             * Format: date-time
             * @description When the customer said so; now when left out. What was said before the newest word changes nothing.
             */
            at?: string;
            /** @enum {string} */
            channel: "email" | "sms";
            granted: boolean;
            ip?: string;
            /**
             * @description marketing when left out.
             * @enum {string}
             */
            purpose?: "marketing" | "marketing_night";
            /** @description The words the customer saw. */
            text_shown?: string;
            /** @description The shop has told the customer the result itself: Dari sends no result notice. */
            told?: boolean;
        };
        ContactCaller: {
            /** @description Null: nobody is known by that number. */
            customer: components["schemas"]["ContactCallerPerson"];
            /** @description The last five, for who may read orders. */
            orders: components["schemas"]["ContactCallerOrder"][];
            phone_masked: string;
            /** @description Those that are not settled, the newest first. */
            tickets: components["schemas"]["ContactCallerTicket"][];
        };
        ContactCallerOrder: {
            /** @description Of its buyer. */
            name: string;
            number: string;
            /** Format: date-time */
            placed_at: string;
            status: string;
        };
        ContactCallerPerson: {
            /** Format: int64 */
            id: number;
            name: string;
            ref: string;
            tags: string[];
        };
        ContactCallerTicket: {
            channel: string;
            /** Format: date-time */
            last_message_at: string;
            /** Format: int64 */
            number: number;
            /** @enum {string} */
            state: "new" | "open" | "waiting";
            subject: string;
        };
        ContactChoiceOut: {
            id: string;
            label: string;
        };
        ContactFieldOut: {
            choices?: components["schemas"]["ContactChoiceOut"][];
            id: string;
            /** @enum {string} */
            kind: "text" | "choice" | "long" | "date" | "number";
            label: string;
            required: boolean;
        };
        ContactFormOut: {
            /** @description The words to agree to. */
            consent: string;
            /** @description Goes back with the form: what is sent with it is one ticket. Good for 12 hours. */
            form: string;
            /** @description The fields of every topic. */
            person: components["schemas"]["ContactFieldOut"][];
            /**
             * Format: date-time
             * @description By when what is sent now is answered.
             */
            promise_at: string | null;
            topics: components["schemas"]["ContactTopicOut"][];
        };
        ContactSendInputBody: {
            consent: boolean;
            email: string;
            /** @description Those of the topic, by their ids. */
            fields?: {
                [key: string]: string;
            };
            /** @description Of GET /contact. */
            form: string;
            /** @enum {string} */
            lang?: "ko" | "en";
            name: string;
            phone?: string;
            text: string;
            /** @description One of GET /contact. */
            topic: string;
            /** @description Stays empty: people do not see it. */
            website?: string;
        };
        ContactSendView: {
            /** Format: int64 */
            number: number;
            /**
             * Format: date-time
             * @description By when an answer is promised.
             */
            promise_at: string | null;
            /** @description The page of the ticket, for whoever holds this link. */
            url: string;
        };
        ContactTopicOut: {
            fields: components["schemas"]["ContactFieldOut"][];
            /** @description order, delivery, return, product, other, or the key of a type that is offered here. */
            id: string;
            label: string;
        };
        ConversationsPutDraftInputBody: {
            /** @enum {string} */
            kind: "answer" | "note";
            text: string;
            /** @description Of an answer by mail: where it is to go. */
            to?: components["schemas"]["ThreadDraftTo"];
            /**
             * Format: int64
             * @description The version the text was made from; 0 or left out: none. A newer one, from another computer, is 409.
             */
            version?: number;
        };
        CouponGift: {
            discount: string;
            /** Format: int64 */
            id: number;
            name: string;
            /** Format: int64 */
            valid_days: number;
        };
        CouponGifts: {
            /**
             * Format: int64
             * @description The shop's setting.
             */
            days: number;
            /**
             * Format: int64
             * @description How many more the person may be given by the one who asks, within the days.
             */
            left: number;
            programmes: components["schemas"]["CouponGift"][];
        };
        CouponIssue: {
            code: string;
            customer_ref: string;
            discount: string;
            /** Format: date-time */
            issued_at: string;
            order_number: string;
            period: string;
            programme: string;
            /** Format: date-time */
            redeemed_at: string | null;
            /** @enum {string} */
            state: "valid" | "redeemed" | "expired";
            /**
             * Format: date
             * @description The last day on which it counts, in the shop's zone.
             */
            valid_until: string;
        };
        CouponProgramme: {
            active: boolean;
            code_prefix: string;
            /** Format: int64 */
            days_before: number;
            /** @description As the shop says it: 10%, 5,000원. */
            discount: string;
            /** Format: int64 */
            id: number;
            /**
             * Format: int64
             * @description Codes given so far.
             */
            issued: number;
            name: string;
            /** @enum {string} */
            occasion: "birthday" | "hand";
            /** Format: int64 */
            redeemed: number;
            /** Format: int64 */
            valid_days: number;
            /** Format: int64 */
            version: number;
        };
        CouponRun: {
            /**
             * Format: date
             * @description The day in the shop's zone.
             */
            date: string;
            /**
             * Format: int64
             * @description Codes given by this run; who had one already is not counted.
             */
            issued: number;
        };
        CouponSetup: {
            active: boolean;
            code_prefix: string;
            /** Format: int64 */
            days_before: number;
            /** @description As the shop says it: 10%, 5,000원. */
            discount: string;
            name: string;
            /**
             * @description birthday: given by itself; hand: by staff.
             * @enum {string}
             */
            occasion: "birthday" | "hand";
            /** Format: int64 */
            valid_days: number;
        };
        CouponsRedeemInputBody: {
            order_number: string;
        };
        CouponsUpdateInputBody: {
            active: boolean;
            code_prefix: string;
            /** Format: int64 */
            days_before: number;
            /** @description As the shop says it: 10%, 5,000원. */
            discount: string;
            name: string;
            /**
             * @description birthday: given by itself; hand: by staff.
             * @enum {string}
             */
            occasion: "birthday" | "hand";
            /** Format: int64 */
            valid_days: number;
            /** Format: int64 */
            version: number;
        };
        CustomersRecordInputBody: {
            consents: components["schemas"]["ConsentWish"][];
            /** @description Where the customer said so; api when left out. */
            source?: string;
        };
        DeliveriesSettleInputBody: {
            /** @enum {string} */
            action: "send" | "drop";
            kind: string;
        };
        FaqArticle: {
            /** @description Markdown. */
            body: string;
            /** @description The slug of its category. */
            category: string;
            /** @description It is public, and has been edited since. */
            changed: boolean;
            featured: boolean;
            /** Format: uuid */
            id: string;
            keywords: string[];
            /** @enum {string} */
            lang: "ko" | "en";
            lead: string;
            /**
             * Format: int64
             * @description What the public reads; absent when it is not public.
             */
            live_version?: number;
            /** Format: date-time */
            published_at?: string;
            slug: string;
            /** @enum {string} */
            state: "draft" | "published";
            title: string;
            /** Format: date-time */
            updated_at: string;
            /** @description Where the public reads it. */
            url?: string;
            /** Format: int64 */
            version: number;
        };
        FaqCategory: {
            /**
             * Format: int64
             * @description Published articles, of both languages.
             */
            count: number;
            lead_en: string;
            lead_ko: string;
            slug: string;
            title_en: string;
            title_ko: string;
        };
        FaqDraft: {
            body: string;
            category: string;
            featured?: boolean;
            keywords?: string[];
            /** @enum {string} */
            lang: "ko" | "en";
            lead?: string;
            slug: string;
            title: string;
        };
        FaqNoteInputBody: {
            /** @enum {string} */
            lang: "ko" | "en";
            /** @enum {string} */
            place: "help" | "widget" | "console";
            query: string;
        };
        FaqPreviewInputBody: {
            /** @description Markdown. */
            body: string;
            /** @enum {string} */
            lang: "ko" | "en";
        };
        FaqPreviewView: {
            /** @description Through the allow-list of public articles. */
            html: string;
        };
        FaqPublicArticle: {
            category: string;
            /** @description Rendered and sanitised when it was published. */
            html: string;
            lang: string;
            lead: string;
            slug: string;
            title: string;
            /** Format: date-time */
            updated_at: string;
            url: string;
        };
        FaqResult: {
            category: string;
            lead: string;
            slug: string;
            title: string;
            url: string;
        };
        FaqUpdateInputBody: {
            body: string;
            category: string;
            featured?: boolean;
            keywords?: string[];
            /** @enum {string} */
            lang: "ko" | "en";
            lead?: string;
            slug: string;
            title: string;
            /**
             * Format: int64
             * @description What was read: 409 when somebody else was faster.
             */
            version: number;
        };
        FilesAnnouncement: {
            /**
             * Format: uuid
             * @description Made by the uploader: the same announcement twice is one file.
             */
            client_id: string;
            name: string;
            /** Format: int64 */
            size: number;
            /** @description What the browser takes it for; the bytes decide. */
            type?: string;
        };
        FilesBeganView: {
            /**
             * Format: int64
             * @description How much to send at once. A chunk that was cut off is sent again.
             */
            chunk_bytes: number;
            /** Format: int64 */
            max_bytes: number;
            /** @description A new visitor's token, to be sent as X-Dari-Visitor from now on. */
            visitor_token?: string;
        };
        FilesFileView: {
            /** Format: int32 */
            height?: number;
            id: string;
            name: string;
            /** Format: int64 */
            size: number;
            /** @description A small picture, where it is not small itself. */
            thumb_url?: string;
            /** @description By its bytes: image/jpeg, image/png, image/gif or application/pdf. */
            type: string;
            /** @description Where it can be seen for ten minutes. */
            url: string;
            /**
             * Format: int32
             * @description Of a picture, upright.
             */
            width?: number;
        };
        FilesLinkView: {
            /** Format: date-time */
            expires_at: string;
            thumb_url?: string;
            url: string;
        };
        FilesUploadView: {
            /** @description Whether the file can be sent with a message. */
            done: boolean;
            /** @description What came of it, when it is done. */
            file?: components["schemas"]["FilesFileView"];
            id: string;
            /**
             * Format: int64
             * @description How many bytes have come: where the next chunk begins.
             */
            offset: number;
        };
        FollowSmsView: {
            conversation?: string;
            reason: string;
            /** Format: int64 */
            seq?: number;
            /** @enum {string} */
            state: "joined" | "stopped" | "ignored";
        };
        FollowTranscriptView: {
            /** Format: date-time */
            expires_at?: string;
            lookup?: string;
            /** @description A code has gone there; the transcript goes when it has come back. */
            needs_code: boolean;
            /**
             * Format: int64
             * @description Seconds.
             */
            resend_after?: number;
            /** @description Masked. */
            sent_to: string;
        };
        GuideBlockRow: {
            /** Format: date-time */
            at: string;
            by: string;
        };
        GuideCart: {
            /** Format: int64 */
            count?: number;
            /** Format: int64 */
            total: number;
        };
        GuideContextView: {
            /** @description Null when the shopper may write. */
            blocked: components["schemas"]["GuideBlockRow"];
            /** @description Null when nothing was told within a day. */
            looking: components["schemas"]["GuideLooking"];
        };
        GuideDraft: {
            /**
             * @default text
             * @enum {string}
             */
            action: "text" | "articles" | "order";
            active: boolean;
            /**
             * Format: int64
             * @description Only with at least this in the cart.
             */
            cart_over?: number;
            /** @description Of an answer: any of them; the words of one must all be in the message. */
            keywords?: string[];
            /** @enum {string} */
            kind: "answer" | "prompt";
            name: string;
            /** @description Of a prompt: the pages, as /products/*; all without it. */
            path?: string;
            /**
             * Format: int64
             * @description The first rule that matches answers.
             */
            position?: number;
            /** @description What to look for in the help centre; the message itself without it. */
            query?: string;
            /** Format: int64 */
            seconds?: number;
            text_en?: string;
            text_ko?: string;
        };
        GuideEndView: {
            /** @description False when there was nothing to end. */
            ended: boolean;
        };
        GuideLooking: {
            /** Format: date-time */
            at: string;
            cart: components["schemas"]["GuideCart"];
            /** @description The path alone. */
            page: string;
            product: components["schemas"]["GuideProduct"];
            title: string;
        };
        GuideProduct: {
            id?: string;
            image?: string;
            /** Format: int64 */
            price?: number;
            title?: string;
            url?: string;
        };
        GuidePrompt: {
            /** Format: int64 */
            cart_over?: number;
            /** Format: int64 */
            id: number;
            /** @description The pages, with * for anything; empty: all. */
            path: string;
            /** Format: int64 */
            seconds: number;
            text: string;
        };
        GuidePromptsView: {
            /** @description Pages on which nothing is said, whatever the rules. */
            never_on: string[];
            rules: components["schemas"]["GuidePrompt"][];
        };
        GuideRule: {
            /**
             * @default text
             * @enum {string}
             */
            action: "text" | "articles" | "order";
            active: boolean;
            /**
             * Format: int64
             * @description Only with at least this in the cart.
             */
            cart_over?: number;
            /** Format: int64 */
            id: number;
            /** @description Of an answer: any of them; the words of one must all be in the message. */
            keywords?: string[];
            /** @enum {string} */
            kind: "answer" | "prompt";
            name: string;
            /** @description Of a prompt: the pages, as /products/*; all without it. */
            path?: string;
            /**
             * Format: int64
             * @description The first rule that matches answers.
             */
            position?: number;
            /** @description What to look for in the help centre; the message itself without it. */
            query?: string;
            /** Format: int64 */
            seconds?: number;
            text_en?: string;
            text_ko?: string;
            /**
             * Format: int64
             * @description How often it has answered, or was shown.
             */
            used: number;
            /** Format: int64 */
            version: number;
        };
        GuideShownView: {
            /** @description Whether this browser may show it: one does, once. */
            show: boolean;
            /** @description A new visitor's token, to be sent as X-Dari-Visitor from now on. */
            visitor_token?: string;
        };
        GuideSurveyAnswer: {
            /** @description Somebody of the shop may get in touch. */
            contact_ok?: boolean;
            /** @description Chips, by their ids. */
            reasons?: string[];
            /** Format: int64 */
            score?: number;
            text?: string;
        };
        GuideSurveyView: {
            /** @description It did not go well: somebody looks at it again. */
            low: boolean;
            reasons: string[];
            /** Format: int64 */
            score: number;
            /** @enum {string} */
            state: "open" | "answered";
            /** @description What the widget says to it. */
            text: string;
        };
        GuideWithdrawView: {
            /** Format: int64 */
            seq: number;
            withdrawn: boolean;
        };
        HoursName: {
            en: string;
            ko: string;
        };
        HoursSpan: {
            /**
             * Format: int64
             * @description Minutes since midnight.
             */
            from: number;
            /**
             * Format: int64
             * @description Minutes since midnight; 1440 is its end.
             */
            to: number;
        };
        HoursWeekday: {
            /** @description Taken out of the ranges. */
            lunch: components["schemas"]["HoursSpan"][];
            /** @description The ranges in which staff answer. */
            open: components["schemas"]["HoursSpan"][];
        };
        InboundSmsInputBody: {
            /**
             * Format: date-time
             * @description When it was sent.
             */
            at?: string;
            from: string;
            /** @description The gateway's own id: the same one is taken in once. */
            id: string;
            text: string;
        };
        LaterAnswer: {
            /** Format: date-time */
            ended_at: string | null;
            files: string[];
            id: string;
            /** @description Whom it goes to by mail; null: as the mail that is answered suggests. */
            mail: components["schemas"]["TicketsLetter"];
            /** @description Why it did not leave: shopper_wrote, by_hand, ticket_closed … */
            reason: string;
            reason_text: string;
            /** Format: date-time */
            send_at: string;
            staff: components["schemas"]["LaterWriter"];
            /** @enum {string} */
            state: "planned" | "sent" | "cancelled" | "failed";
            text: string;
            /** Format: int64 */
            version: number;
        };
        LaterWriter: {
            /** Format: int64 */
            id: number;
            name: string;
        };
        LettersSuggested: {
            /** @description False: answers stay in the chat. */
            by_mail: boolean;
            cc: components["schemas"]["TicketsRecipient"][];
            from: components["schemas"]["TicketsRecipient"];
            /**
             * Format: int64
             * @description Seconds until it leaves.
             */
            hold: number;
            /**
             * Format: int64
             * @description How large its files may be together.
             */
            max_bytes: number;
            /** @description Whether the mail that is answered can be put below the answer. */
            quotable: boolean;
            /** @description Its text. */
            quote: string;
            quote_head: string;
            subject: string;
            to: components["schemas"]["TicketsRecipient"][];
            /** @description The last mail came from somebody who takes no part: the answer goes to whom the conversation is with, and nothing is quoted. */
            unverified: boolean;
        };
        LettersUnsendView: {
            /** @description They may be sent again. */
            files: components["schemas"]["ThreadFile"][];
            mail: components["schemas"]["TicketsLetter"];
            text: string;
            ticket: components["schemas"]["TicketsTicket"];
        };
        MacrosPreviewMacroInputBody: {
            /**
             * Format: int64
             * @description The number.
             */
            ticket: number;
        };
        MacrosRunInputBody: {
            /**
             * Format: uuid
             * @description Made by the writer: the same run twice is one.
             */
            client_id: string;
            /**
             * Format: int64
             * @description The newest message the writer has seen; 409 when a colleague has answered since.
             */
            seen_seq?: number | null;
            /** @description The reply as the writer changed it; left out: as the macro says it. */
            text?: string | null;
            /**
             * Format: int64
             * @description The number.
             */
            ticket: number;
        };
        MacrosUpdateMacroInputBody: {
            actions?: components["schemas"]["ActionActions"];
            name: string;
            /** @description For colleagues, with variables. */
            note?: string;
            /**
             * Format: uuid
             * @description A saved reply that is sent; null: the macro's own text, or none.
             */
            reply_id?: string;
            shared?: boolean;
            /** @description What is sent, with variables; empty with a saved reply, or when nothing is sent. */
            text?: components["schemas"]["RepliesText"];
            /**
             * Format: int64
             * @description What was read: 409 when somebody else was faster.
             */
            version: number;
        };
        MailReceived: {
            conversation?: string;
            id: string;
            /** @enum {string} */
            kind: "" | "human" | "auto" | "bounce" | "complaint" | "list";
            /** @description It had been taken in before. */
            known: boolean;
            reason: string;
            /** Format: int64 */
            seq?: number;
            /** @enum {string} */
            state: "received" | "processing" | "done" | "quarantined" | "ignored";
        };
        MailShown: {
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            attempts: number;
            conversation: string;
            error: string;
            from: string;
            id: string;
            /** @description False: the mail as it came is no longer kept, only what was understood of it. */
            kept: boolean;
            /** @enum {string} */
            kind: "" | "human" | "auto" | "bounce" | "complaint" | "list";
            mailbox: string;
            name: string;
            /** @description A fixed word: attempts, refused, too_large, duplicate, own_mail, too_many_automatic, bounce, complaint, delayed, auto, list, blocked, dismissed. */
            reason: string;
            /** Format: int64 */
            seq: number;
            /** Format: int64 */
            size: number;
            /** @enum {string} */
            state: "received" | "processing" | "done" | "quarantined" | "ignored";
            subject: string;
            /**
             * Format: int64
             * @description The number of the ticket that its message belongs to.
             */
            ticket: number | null;
            /** @description False: it was too large, and only its beginning is kept. */
            whole: boolean;
        };
        MeSaveInputBody: {
            matrix: components["schemas"]["AlertsMatrix"];
            /** @description For text messages. */
            phone?: string;
            /** @description Null: only my working hours count. */
            quiet?: components["schemas"]["AlertsQuiet"];
            /**
             * Format: int64
             * @description Send back what was read: 409 when somebody else was faster.
             */
            version?: number;
        };
        MeTestInputBody: {
            /** @enum {string} */
            by: "screen" | "sound" | "desktop" | "mail" | "sms";
            /** @enum {string} */
            row: "new" | "reply" | "mention" | "soon" | "late" | "low";
        };
        MentionsCount: {
            /**
             * Format: int64
             * @description Not counted beyond 100.
             */
            unread: number;
        };
        MentionsMention: {
            /** Format: date-time */
            at: string;
            /** @description Who wrote the note. */
            by: string;
            /** Format: int64 */
            by_id: number;
            channel: string;
            /** Format: int64 */
            id: number;
            read: boolean;
            /** @description The customer's name; empty: a visitor. */
            shopper: string;
            /** @enum {string} */
            state: "new" | "open" | "waiting" | "solved" | "closed";
            subject: string;
            text: string;
            /**
             * Format: int64
             * @description The number of the ticket, or of the one it goes on in.
             */
            ticket: number;
        };
        MentionsReadInputBody: {
            all?: boolean;
            ids?: number[];
            /**
             * Format: int64
             * @description Its number: all that stand on it.
             */
            ticket?: number;
        };
        MentionsUnreadInputBody: {
            ids: number[];
        };
        NotifyHeldKind: {
            /** Format: int64 */
            count: number;
            kind: string;
            /** Format: date-time */
            since: string;
        };
        NotifyListed: {
            /** @enum {string} */
            channel: "email" | "sms";
            class: string;
            /** Format: date-time */
            created_at: string;
            id: string;
            kind: string;
            /** Format: date-time */
            not_before: string;
            reason: string;
            /** Format: date-time */
            sent_at: string | null;
            state: string;
            subject: string;
            /** @description Masked. */
            to: string;
        };
        NotifySettled: {
            /** Format: int64 */
            count: number;
        };
        OrderrequestsDecideInputBody: {
            /** @description What the shopper is told; it is an answer in the thread. */
            text?: string;
        };
        OrdersAddress: {
            line1: string;
            line2?: string;
            name: string;
            phone: string;
            zip: string;
        };
        OrdersAsked: {
            /** Format: int64 */
            id: number;
            readonly option?: string;
            /** Format: int64 */
            quantity: number;
            readonly title?: string;
        };
        OrdersCan: {
            address: boolean;
            cancel: boolean;
            change: boolean;
            /** @description Or an exchange. */
            return: boolean;
        };
        OrdersItem: {
            /** Format: int64 */
            id: number;
            image_url?: string;
            option: string;
            /**
             * Format: int64
             * @description Of one piece.
             */
            price: number;
            /** @description Of all of them. */
            price_text: string;
            /** Format: int64 */
            quantity: number;
            title: string;
        };
        OrdersLookupView: {
            /** @enum {string} */
            channel: "sms" | "email";
            /** Format: date-time */
            expires_at: string;
            lookup: string;
            /**
             * Format: int64
             * @description Seconds.
             */
            resend_after: number;
            /** @description The number that was asked for, its middle hidden; empty for mail. */
            sent_to: string;
            /** @description A new visitor's token, to be sent as X-Dari-Visitor from now on. */
            visitor_token?: string;
        };
        OrdersMoved: {
            /** Format: int64 */
            days: number;
            earlier: boolean;
            from: string;
            reason: string;
            /** @description The whole sentence. */
            text: string;
            to: string;
        };
        OrdersOrderCard: {
            can: components["schemas"]["OrdersCan"];
            eta_from?: string;
            eta_text?: string;
            eta_to?: string;
            /** @description What was said about the arrival, newest first, when it was said more than once. */
            history?: components["schemas"]["OrdersTold"][];
            image_url?: string;
            items: components["schemas"]["OrdersItem"][];
            /** Format: int64 */
            more_items: number;
            /** @description How the arrival has last moved. */
            moved: components["schemas"]["OrdersMoved"];
            notice: string;
            number: string;
            /** @description The order's own page, for whoever holds this address. */
            page_url?: string;
            /** Format: date-time */
            placed_at: string;
            placed_text: string;
            preorder: boolean;
            /** @description The newest request about the order. */
            request: components["schemas"]["OrdersRequestView"];
            shipment: components["schemas"]["OrdersShipment"];
            /** @enum {string} */
            status: "placed" | "paid" | "preparing" | "shipped" | "delivered" | "cancelled";
            status_label: string;
            /** @description Empty when the order was cancelled. */
            steps: components["schemas"]["OrdersStep"][];
            title: string;
            /** Format: int64 */
            total: number;
            total_text: string;
            why_not: string;
        };
        OrdersOrdersView: {
            orders: components["schemas"]["OrdersOrderCard"][];
            /** @description What a shopper can give as the reason, by kind of request. */
            reasons: {
                [key: string]: components["schemas"]["OrdersReason"][];
            };
            signed_in: boolean;
        };
        OrdersPutArrivalInputBody: {
            /** @description YYYY-MM-DD: the day on which production ends. */
            made: string;
            /** @description Why, as the buyer may read it. */
            reason?: string;
            /** Format: int64 */
            ticket?: number;
            /**
             * Format: int64
             * @description Of the order, as the preview showed it.
             */
            version: number;
        };
        OrdersQuoteLine: {
            /** Format: int64 */
            amount: number;
            amount_text: string;
            label: string;
        };
        OrdersQuoteView: {
            /** @description What stands on the button that asks for it. */
            button: string;
            days_text: string;
            /** Format: int64 */
            fees: number;
            lines: components["schemas"]["OrdersQuoteLine"][];
            method: string;
            /** Format: int64 */
            refund: number;
            refund_text: string;
            /** @description Whether it happens at once, without staff. */
            self_service: boolean;
        };
        OrdersReason: {
            id: string;
            label: string;
            /** @description Whether a photo is needed. */
            photo: boolean;
        };
        OrdersRequestView: {
            /** @description What staff said to it. */
            answer?: string;
            /** Format: date-time */
            at: string;
            at_text: string;
            can_withdraw: boolean;
            id: string;
            items: components["schemas"]["OrdersAsked"][];
            /** @enum {string} */
            kind: "cancel" | "change" | "address" | "return" | "exchange";
            kind_label: string;
            label: string;
            order_number: string;
            reason: string;
            reason_label: string;
            /** Format: int64 */
            refund?: number;
            refund_text?: string;
            /** @enum {string} */
            state: "asked" | "approved" | "refused" | "done" | "withdrawn";
            /**
             * Format: int64
             * @description Null when it was done at once.
             */
            ticket_number: number | null;
        };
        OrdersScan: {
            /** Format: date-time */
            at: string;
            at_text: string;
            text: string;
        };
        OrdersScansInputBody: {
            scans: components["schemas"]["ShopScan"][];
        };
        OrdersShipment: {
            carrier: string;
            carrier_name: string;
            /** Format: date-time */
            delivered_at?: string;
            /** @description What the carrier has last said of it, and when. */
            last_scan?: string;
            /** @description All that the carrier has said, newest first. */
            scans?: components["schemas"]["OrdersScan"][];
            /** Format: date-time */
            shipped_at?: string;
            tracking_no: string;
            tracking_url: string;
        };
        OrdersStaffView: {
            address: components["schemas"]["OrdersAddress"];
            /** @description What staff said to it. */
            answer?: string;
            /** Format: date-time */
            at: string;
            at_text: string;
            can_withdraw: boolean;
            /** Format: date-time */
            due_at: string | null;
            id: string;
            items: components["schemas"]["OrdersAsked"][];
            /** @enum {string} */
            kind: "cancel" | "change" | "address" | "return" | "exchange";
            kind_label: string;
            label: string;
            order_number: string;
            reason: string;
            reason_label: string;
            /** Format: int64 */
            refund?: number;
            refund_text?: string;
            /** @enum {string} */
            state: "asked" | "approved" | "refused" | "done" | "withdrawn";
            text: string;
            /**
             * Format: int64
             * @description Null when it was done at once.
             */
            ticket_number: number | null;
            /** Format: int64 */
            version: number;
        };
        OrdersStep: {
            /** @enum {string} */
            id: "placed" | "paid" | "preparing" | "shipped" | "delivered";
            label: string;
            /** @enum {string} */
            state: "done" | "now" | "todo";
        };
        OrdersTold: {
            /** Format: date-time */
            at: string;
            at_text: string;
            /** @description What was said before. */
            before?: string;
            from?: string;
            /**
             * Format: int64
             * @description Than what was said before; below zero: earlier.
             */
            later_days: number;
            /** @description When the buyer was written to about it. */
            notified?: string;
            reason: string;
            to: string;
            to_text: string;
        };
        OrdersVerifyView: {
            orders: components["schemas"]["OrdersOrderCard"][];
        };
        PageBulkItem: {
            items: components["schemas"]["BulkItem"][];
            next?: string;
        };
        PageCampaignCampaign: {
            items: components["schemas"]["CampaignCampaign"][];
            next?: string;
        };
        PageConsentEvidence: {
            items: components["schemas"]["ConsentEvidence"][];
            next?: string;
        };
        PageCouponProgramme: {
            items: components["schemas"]["CouponProgramme"][];
            next?: string;
        };
        PageFaqArticle: {
            items: components["schemas"]["FaqArticle"][];
            next?: string;
        };
        PageMailShown: {
            items: components["schemas"]["MailShown"][];
            next?: string;
        };
        PageMentionsMention: {
            items: components["schemas"]["MentionsMention"][];
            next?: string;
        };
        PageNotifyHeldKind: {
            items: components["schemas"]["NotifyHeldKind"][];
            next?: string;
        };
        PageNotifyListed: {
            items: components["schemas"]["NotifyListed"][];
            next?: string;
        };
        PageOrdersStaffView: {
            items: components["schemas"]["OrdersStaffView"][];
            next?: string;
        };
        PageReportLine: {
            items: components["schemas"]["ReportLine"][];
            next?: string;
        };
        PageReturnsView: {
            items: components["schemas"]["ReturnsView"][];
            next?: string;
        };
        PageRulesLogLine: {
            items: components["schemas"]["RulesLogLine"][];
            next?: string;
        };
        PageTicketsOwnState: {
            items: components["schemas"]["TicketsOwnState"][];
            next?: string;
        };
        PageTicketsSnoozeChoice: {
            items: components["schemas"]["TicketsSnoozeChoice"][];
            next?: string;
        };
        PageTicketsTag: {
            items: components["schemas"]["TicketsTag"][];
            next?: string;
        };
        PageTicketsTagUse: {
            items: components["schemas"]["TicketsTagUse"][];
            next?: string;
        };
        PageTicketsTeam: {
            items: components["schemas"]["TicketsTeam"][];
            next?: string;
        };
        PageTicketsTicket: {
            items: components["schemas"]["TicketsTicket"][];
            next?: string;
        };
        PageTicketsType: {
            items: components["schemas"]["TicketsType"][];
            next?: string;
        };
        PeopleGiveInputBody: {
            /** Format: int64 */
            programme: number;
            /**
             * Format: int64
             * @description The number of the ticket it is given beside.
             */
            ticket?: number;
        };
        PeopleMemoInputBody: {
            /** @description Empty: it is wiped. */
            body: string;
            /**
             * Format: int64
             * @description The number of the ticket it was written beside.
             */
            ticket?: number;
            /**
             * Format: int64
             * @description As it was read; 0 for a first one.
             */
            version: number;
        };
        PeopleMergeInputBody: {
            /**
             * Format: int64
             * @description Who goes on in them.
             */
            from: number;
            /** Format: int64 */
            from_version: number;
            /**
             * Format: int64
             * @description The number of the ticket it was decided beside.
             */
            ticket?: number;
            /**
             * Format: int64
             * @description Of who stays, as the preview showed it.
             */
            version: number;
        };
        PeopleRevealInputBody: {
            /** @enum {string} */
            field: "phone";
            /**
             * Format: int64
             * @description The number of the customer's ticket it is needed for; it stands in the audit log.
             */
            ticket: number;
        };
        PeopleTagsInputBody: {
            /** @description All they have afterwards. */
            tags: string[];
            /** Format: int64 */
            ticket?: number;
            /** Format: int64 */
            version: number;
        };
        PeopleUnmergeInputBody: {
            /** Format: int64 */
            ticket?: number;
        };
        PresencePutCapacityInputBody: {
            /**
             * Format: int64
             * @description Chats at once; 0 means the shop's number.
             */
            capacity: number;
        };
        PresencePutPresenceInputBody: {
            /**
             * @description online gets new chats; away and offline get none, and unread ones go back to the queue within a minute.
             * @enum {string}
             */
            state: "online" | "away" | "offline";
        };
        Problem: {
            /** @description A stable name of the problem for programs. */
            code: string;
            /** @description What happened and what to do, in the caller's language. */
            detail: string;
            /** @description One line for each field that is wrong. */
            errors?: components["schemas"]["ProblemField"][];
            /** @description To be named when asking for support. */
            request_id?: string;
            /**
             * Format: int64
             * @description Seconds until another try makes sense.
             */
            retry_after?: number;
            /** Format: int64 */
            status: number;
            /** @description The kind of the problem in the caller's language. */
            title: string;
            /** @description Always about:blank: the code tells the kind. */
            type: string;
        };
        ProblemField: {
            /** @description A stable name of the rule that was broken. */
            code: string;
            /** @description Where it is, as body.items[0].title. */
            location: string;
            /** @description What to do, in the caller's language. */
            message: string;
        };
        RepliesArticle: {
            choseong: string;
            slug: string;
            title: string;
            url: string;
        };
        RepliesCoupon: {
            code: string;
            name: string;
            valid_until: string;
        };
        RepliesDraft: {
            category?: string;
            name: string;
            /** @description Everybody's; otherwise its writer's own. */
            shared?: boolean;
            /** @description What finds it at once behind the slash. */
            shortcut?: string;
            text: components["schemas"]["RepliesText"];
        };
        RepliesFilled: {
            /** @description The variables that nothing fills; with one the text cannot be sent. */
            missing: string[];
            parts: components["schemas"]["RepliesPart"][];
            text: string;
        };
        RepliesMacro: {
            actions: components["schemas"]["ActionActions"];
            choseong: string;
            id: string;
            mine: boolean;
            name: string;
            note: string;
            reply_id: string;
            shared: boolean;
            text: components["schemas"]["RepliesText"];
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            used: number;
            /** Format: date-time */
            used_at: string | null;
            /** Format: int64 */
            version: number;
        };
        RepliesMacroDraft: {
            actions?: components["schemas"]["ActionActions"];
            name: string;
            /** @description For colleagues, with variables. */
            note?: string;
            /**
             * Format: uuid
             * @description A saved reply that is sent; null: the macro's own text, or none.
             */
            reply_id?: string;
            shared?: boolean;
            /** @description What is sent, with variables; empty with a saved reply, or when nothing is sent. */
            text?: components["schemas"]["RepliesText"];
        };
        RepliesMenu: {
            articles: components["schemas"]["RepliesArticle"][];
            coupons: components["schemas"]["RepliesCoupon"][];
            macros: components["schemas"]["RepliesMenuMacro"][];
            orders: components["schemas"]["RepliesMenuOrder"][];
            replies: components["schemas"]["RepliesMenuReply"][];
        };
        RepliesMenuMacro: {
            choseong: string;
            id: string;
            name: string;
            /** @description It sends an answer. */
            replies: boolean;
        };
        RepliesMenuOrder: {
            eta: string;
            /** @description The ticket is about it. */
            linked: boolean;
            number: string;
            /** @enum {string} */
            status: "placed" | "paid" | "preparing" | "shipped" | "delivered" | "cancelled";
            status_label: string;
            title: string;
        };
        RepliesMenuReply: {
            category: string;
            choseong: string;
            id: string;
            /** @description What nothing fills; it stands in the text as it was written. */
            missing: string[];
            name: string;
            shortcut: string;
            text: string;
        };
        RepliesPart: {
            /** @description Nothing fills it; it stands as it was written. */
            missing?: boolean;
            /** @description Of a variable. */
            name?: string;
            text: string;
        };
        RepliesPreview: {
            effects: components["schemas"]["ActionEffect"][];
            /** @description Of the reply. */
            lang: string;
            /** @description What nothing fills: the macro does not run before the text is mended. */
            missing: string[];
            /** @description The reply in pieces. */
            parts: components["schemas"]["RepliesPart"][];
            /** @description The reply, filled; empty when none is sent. */
            text: string;
        };
        RepliesPreviewInputBody: {
            /**
             * @default ko
             * @enum {string}
             */
            lang: "ko" | "en";
            text: string;
            /**
             * Format: int64
             * @description The number; without one, examples fill the text.
             */
            ticket?: number;
        };
        RepliesReply: {
            category: string;
            /** @description The initial consonants of its name and shortcut. */
            choseong: string;
            id: string;
            /** @description Its writer's own. */
            mine: boolean;
            name: string;
            shared: boolean;
            shortcut: string;
            text: components["schemas"]["RepliesText"];
            /** Format: date-time */
            updated_at: string;
            /**
             * Format: int64
             * @description How often it was put into an answer.
             */
            used: number;
            /** Format: date-time */
            used_at: string | null;
            variables: string[];
            /** Format: int64 */
            version: number;
        };
        RepliesRunAnswer: {
            /** @description What an undo of the ticket takes back; null when nothing of it changed. */
            group: string;
            /**
             * Format: int64
             * @description Of the reply; 0: none was sent.
             */
            seq: number;
            ticket: components["schemas"]["TicketsTicket"];
        };
        RepliesText: {
            /** @description Empty: shoppers who read English get the Korean text. */
            en?: string;
            ko: string;
        };
        RepliesUndoAnswer: {
            /** @description What stays, in sentences. */
            left: string[];
            ticket: components["schemas"]["TicketsTicket"];
            /** @description The text of a mail that had not left yet. */
            unsent: string;
        };
        RepliesUpdateInputBody: {
            category?: string;
            name: string;
            /** @description Everybody's; otherwise its writer's own. */
            shared?: boolean;
            /** @description What finds it at once behind the slash. */
            shortcut?: string;
            text: components["schemas"]["RepliesText"];
            /**
             * Format: int64
             * @description What was read: 409 when somebody else was faster.
             */
            version: number;
        };
        RepliesVariable: {
            alias: string;
            example: string;
            label: string;
            name: string;
        };
        ReportAgentsReport: {
            /** @description By name: there is no ranking. */
            agents: components["schemas"]["ReportFigures"][];
            days: components["schemas"]["ReportDay"][];
            from: string;
            to: string;
            total: components["schemas"]["ReportFigures"];
        };
        ReportDay: {
            day: string;
            /**
             * Format: int64
             * @description First answers.
             */
            first: number;
            /**
             * Format: double
             * @description Business seconds to the first answer.
             */
            median: number | null;
            /**
             * Format: double
             * @description Seconds on the wall to the first answer.
             */
            median_wall: number | null;
            /** Format: int64 */
            solved: number;
        };
        ReportFailures: {
            /**
             * Format: int64
             * @description Messages that failed, came back or whose fate is unknown.
             */
            deliveries: number;
            /**
             * Format: int64
             * @description Things that have happened and could not be handled yet.
             */
            events: number;
            /**
             * Format: int64
             * @description Mails that could not be taken in and wait for a person.
             */
            mails: number;
        };
        ReportFigures: {
            /** @description From the shopper's first message to the first answer of a person. */
            first: components["schemas"]["ReportTimes"];
            /**
             * Format: int64
             * @description Tickets answered or settled.
             */
            handled: number;
            /** @description From each later turn of the shopper to the next answer. */
            next: components["schemas"]["ReportTimes"];
            /**
             * Format: int64
             * @description Settled, and the shopper wrote again within 7 days.
             */
            reopened: number;
            /** Format: int64 */
            replies: number;
            scores: components["schemas"]["ReportScores"];
            /** @description From its beginning to its last settling, without what it waited for the shopper or was put aside. */
            solve: components["schemas"]["ReportTimes"];
            /**
             * Format: int64
             * @description How often tickets were settled; one that was reopened counts again.
             */
            solved: number;
            /**
             * Format: int64
             * @description Settled with one answer at most and not reopened.
             */
            solved_once: number;
            /** @description Null: all together. */
            staff: components["schemas"]["ReportPerson"];
        };
        ReportKept: {
            /**
             * Format: int64
             * @description How many days are looked at.
             */
            days: number;
            /**
             * Format: int64
             * @description Of them, those within their time.
             */
            kept: number;
            /**
             * Format: int64
             * @description Answers and settlings that such a deadline would have been for.
             */
            n: number;
        };
        ReportLine: {
            /** Format: date-time */
            at: string;
            /** @description What more there is to say: a channel, a day, an amount. */
            detail: string;
            /** @enum {string} */
            kind: "chat" | "mail" | "ticket" | "order" | "promise" | "notice" | "coupon" | "redeemed" | "score" | "consent";
            /** @description What it is known by: a ticket's or an order's number, a coupon's code, the id of a conversation. */
            ref: string;
            state: string;
            title: string;
        };
        ReportLive: {
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            away: number;
            /**
             * Format: int64
             * @description Deadlines that have passed unmet today.
             */
            breached_today: number;
            failures: components["schemas"]["ReportFailures"];
            first_today: components["schemas"]["ReportTodayFirst"];
            /** @description Who waits longest; null when nobody does. */
            longest: components["schemas"]["ReportLongest"];
            /** @description Who of the staff is there, the least busy first. */
            on: components["schemas"]["ReportOnDuty"][];
            /**
             * Format: int64
             * @description Tickets whose next deadline has passed.
             */
            overdue: number;
            /** Format: int64 */
            solved_today: number;
            /**
             * Format: int64
             * @description Of them, those nobody has.
             */
            unassigned: number;
            /**
             * Format: int64
             * @description Tickets in which a shopper waits for an answer.
             */
            waiting: number;
        };
        ReportLongest: {
            /** Format: int64 */
            business_seconds: number;
            /** Format: int64 */
            number: number;
            /** Format: date-time */
            since: string;
        };
        ReportOnDuty: {
            /** Format: int64 */
            capacity: number;
            /** Format: int64 */
            chats: number;
            /** Format: int64 */
            id: number;
            name: string;
        };
        ReportPerson: {
            /** Format: int64 */
            id: number;
            name: string;
        };
        ReportScores: {
            /**
             * Format: int64
             * @description Scores of 4 and 5.
             */
            good: number;
            /** Format: int64 */
            n: number;
            /**
             * Format: double
             * @description Good ones of all, 0 to 1; null below 20 scores.
             */
            share: number | null;
        };
        ReportTimes: {
            /**
             * Format: double
             * @description Business seconds; null when there is none.
             */
            median: number | null;
            /**
             * Format: double
             * @description Seconds on the wall.
             */
            median_wall: number | null;
            /** Format: int64 */
            n: number;
            /**
             * Format: double
             * @description Business seconds.
             */
            p90: number | null;
            /** Format: double */
            p90_wall: number | null;
        };
        ReportTodayFirst: {
            /**
             * Format: double
             * @description Business seconds.
             */
            median: number | null;
            /** Format: int64 */
            n: number;
        };
        ReturnsAsking: {
            /** @description Of another address. */
            address?: components["schemas"]["ReturnsPlace"];
            /**
             * Format: int64
             * @description Won that the customer gets back.
             */
            amount?: number;
            /**
             * Format: uuid
             * @description Made by the writer: the same one twice is one.
             */
            client_id: string;
            /** @description Of a cancellation, a return or an exchange. */
            items?: components["schemas"]["ReturnsItem"][];
            /** @enum {string} */
            kind: "cancel" | "return" | "exchange" | "refund" | "address";
            order_number: string;
            /** @description Files of the ticket's conversation. */
            photos?: string[];
            /** @enum {string} */
            reason: "mind" | "size" | "damaged" | "wrong" | "late" | "mistake" | "moved" | "other";
            /** @description For colleagues and the shop; an exchange says what for. */
            text?: string;
            /** @description Of a ticket whose customer nobody knows: whoever asks has made sure that the order is theirs. Without it an order that nothing ties to the ticket is refused. */
            unrelated?: boolean;
        };
        ReturnsByHand: {
            reference?: string;
            /**
             * Format: int64
             * @description Left out: what was approved.
             */
            refund_amount?: number;
            text?: string;
        };
        ReturnsItem: {
            /**
             * Format: int64
             * @description Of the order, from 1.
             */
            line: number;
            /**
             * Format: int64
             * @description How many the line had when it was asked for.
             */
            readonly of?: number;
            readonly option?: string;
            /**
             * Format: int64
             * @description Of one piece.
             */
            readonly price?: number;
            /** Format: int64 */
            quantity: number;
            readonly sku?: string;
            readonly title?: string;
        };
        ReturnsMay: {
            /** @description Call the shop once more. */
            again: boolean;
            approve: boolean;
            /** @description Say that it was done by hand. */
            done: boolean;
            /** @description Say that the goods have come back. */
            received: boolean;
            reject: boolean;
        };
        ReturnsPerson: {
            /** Format: int64 */
            id: number;
            name: string;
        };
        ReturnsPlace: {
            line1: string;
            line2?: string;
            name: string;
            phone: string;
            zip?: string;
        };
        ReturnsQuote: {
            /** @description Whether the state of the order allows the kind. */
            allowed: boolean;
            /**
             * Format: int64
             * @description What the chosen pieces would give back.
             */
            amount: number;
            /** @description That day has passed. */
            late: boolean;
            /**
             * Format: int64
             * @description What the reader still approves alone, of this order; null: any amount.
             */
            limit: number | null;
            lines: components["schemas"]["ReturnsQuoteLine"][];
            /**
             * Format: int64
             * @description The most that can be given back.
             */
            most: number;
            order_number: string;
            /** @description Nothing ties the order to the ticket, whose customer nobody knows: whoever goes on has to say that it is theirs. */
            unrelated: boolean;
            why_not: string;
            /** @description YYYY-MM-DD: until then the customer may change their mind by law; empty when nothing has arrived. */
            withdraw_until: string;
        };
        ReturnsQuoteLine: {
            /**
             * Format: int64
             * @description What no other return has taken.
             */
            left: number;
            /** Format: int64 */
            line: number;
            option: string;
            /** Format: int64 */
            price: number;
            /** Format: int64 */
            quantity: number;
            title: string;
        };
        ReturnsRejectInputBody: {
            /** @description What the customer is told. */
            text: string;
        };
        ReturnsResult: {
            /** @description For staff. */
            message?: string;
            /** @description The shop's own number. */
            reference?: string;
            /**
             * Format: int64
             * @description Of what is done: won that were given back; left out: what was approved.
             */
            refund_amount?: number;
            /**
             * @description accepted: it will be done; received: the goods are back; done; refused.
             * @enum {string}
             */
            result: "accepted" | "received" | "done" | "refused";
        };
        ReturnsSaved: {
            has_secret: boolean;
            /** @description Won that a role approves alone; a role that is not named: any amount. */
            limits: {
                [key: string]: number;
            };
            new_secret?: string;
            /**
             * Format: date-time
             * @description Until then the former secret signs as well.
             */
            old_secret_until: string | null;
            /** @description Where goods that come back are sent; customers are told of it. */
            return_to: string;
            /** @description Where the shop is called; empty: staff carry returns out by hand. */
            url: string;
            /** Format: int64 */
            version: number;
        };
        ReturnsSecret: {
            secret: string;
        };
        ReturnsSettings: {
            has_secret: boolean;
            /** @description Won that a role approves alone; a role that is not named: any amount. */
            limits: {
                [key: string]: number;
            };
            /**
             * Format: date-time
             * @description Until then the former secret signs as well.
             */
            old_secret_until: string | null;
            /** @description Where goods that come back are sent; customers are told of it. */
            return_to: string;
            /** @description Where the shop is called; empty: staff carry returns out by hand. */
            url: string;
            /** Format: int64 */
            version: number;
        };
        ReturnsTrial: {
            /** @description The shop answered with 2xx. */
            ok: boolean;
            /** @description status:500, timeout, unreachable, place; empty when it went well. */
            problem: string;
            /**
             * Format: int64
             * @description 0: there was no answer.
             */
            status: number;
            /** Format: int64 */
            took_ms: number;
        };
        ReturnsView: {
            address: components["schemas"]["ReturnsPlace"];
            /**
             * Format: int64
             * @description What the customer gets back.
             */
            amount: number;
            /** @description Why it was rejected. */
            answer: string;
            /** @description Null: the shopper. */
            asked_by: components["schemas"]["ReturnsPerson"];
            /** @description The shop has no address for calls: staff carry it out in its own program and say so. */
            by_hand: boolean;
            /** @description status:500, timeout, unreachable, place; empty when the shop has answered. */
            call_problem: string;
            /**
             * Format: int64
             * @description How often the shop was called.
             */
            calls: number;
            /** @description In which the photos are. */
            conversation: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            decided_at: string | null;
            decided_by: components["schemas"]["ReturnsPerson"];
            /** Format: date-time */
            ended_at: string | null;
            id: string;
            items: components["schemas"]["ReturnsItem"][];
            /** @enum {string} */
            kind: "cancel" | "return" | "exchange" | "refund" | "address";
            may: components["schemas"]["ReturnsMay"];
            /** @description What the shop said. */
            message: string;
            /** Format: date-time */
            next_call_at: string | null;
            order_number: string;
            photos: components["schemas"]["ThreadFile"][];
            reason: string;
            /** Format: date-time */
            received_at: string | null;
            /** @description The shop's own number for it. */
            reference: string;
            /**
             * Format: int64
             * @description What the shop gave back.
             */
            refund_amount: number | null;
            /** @description YYYY-MM-DD: by law the money is back by then; empty until the goods are. */
            refund_due: string;
            /** @description The shopper's request that it carries out. */
            request: string;
            /** @enum {string} */
            state: "requested" | "approved" | "sent" | "done" | "failed" | "rejected" | "withdrawn";
            /** @description Of the ticket. */
            subject: string;
            text: string;
            /** Format: int64 */
            ticket: number;
            /** Format: int64 */
            version: number;
        };
        RulesAlert: {
            text: string;
            /** @enum {string} */
            to: "owner" | "team" | "leads";
        };
        RulesCond: {
            /**
             * @description text: of the message that is told of; order_status: of the ticket's order; customer_tag: of the customer; score: 1 to 5; waiting: minutes the shopper has waited; hour (0 to 23) and weekday (0 is Sunday): by the shop's clock.
             * @enum {string}
             */
            field: "state" | "channel" | "type" | "priority" | "owner" | "team" | "tag" | "subject" | "text" | "order" | "order_status" | "customer_tag" | "score" | "waiting" | "hour" | "weekday" | "snoozed";
            /**
             * @description is, not: state, channel, type, order_status, owner, team, weekday; is: order, snoozed; has, lacks: tag, customer_tag, subject, text, where spacing and signs make no difference to words; is, over, under: priority, score, hour; over, under: waiting.
             * @enum {string}
             */
            op: "is" | "not" | "has" | "lacks" | "over" | "under";
            /** @description One of them is enough; of lacks and not: none of them. owner and team: an id, none or any; order and snoozed: yes or no; type: its key; priority: 0 to 3; the rest as the ticket has it. */
            value: string[];
        };
        RulesDraft: {
            actions?: components["schemas"]["ActionActions"];
            active: boolean;
            alert?: components["schemas"]["RulesAlert"];
            /** @description Each of them must be so. */
            all?: components["schemas"]["RulesCond"][];
            /** @description And one of these, if there are any. */
            any?: components["schemas"]["RulesCond"][];
            event: components["schemas"]["RulesEvent"];
            /**
             * Format: uuid
             * @description Its changes; a rule sends no answer in a person's name.
             */
            macro_id?: string;
            name: string;
            /** @description For colleagues, beside the conversation. */
            note?: string;
            /**
             * Format: int64
             * @description Rules are carried out in this order.
             */
            position?: number;
        };
        RulesEvent: {
            /**
             * @description Of time: business counts the shop's business hours alone; without it every minute counts.
             * @enum {string}
             */
            clock?: "wall" | "business";
            /** @enum {string} */
            kind: "opened" | "message" | "answered" | "state" | "assigned" | "tagged" | "typed" | "rated" | "warned" | "breached" | "time";
            /**
             * Format: int64
             * @description Of time: how long.
             */
            minutes?: number;
            /**
             * @description Of time.
             * @enum {string}
             */
            since?: "waiting" | "silence" | "opened";
            /**
             * @description Of state: which; any without it.
             * @enum {string}
             */
            state?: "new" | "open" | "waiting" | "solved" | "closed";
            /** @description Of tagged: which; any without it. */
            tag?: string;
        };
        RulesList: {
            /**
             * Format: int64
             * @description How often rules may act on one ticket within 24 hours.
             */
            cap: number;
            /**
             * Format: int64
             * @description How often that limit has held one back in the last 24 hours.
             */
            capped_today: number;
            rules: components["schemas"]["RulesRule"][];
        };
        RulesLogLine: {
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            number: number;
            /** @enum {string} */
            outcome: "done" | "nothing" | "capped" | "failed";
            subject: string;
            /** @description Of a failure: why. */
            text: string;
        };
        RulesRule: {
            actions?: components["schemas"]["ActionActions"];
            active: boolean;
            alert?: components["schemas"]["RulesAlert"];
            /** @description Each of them must be so. */
            all?: components["schemas"]["RulesCond"][];
            /** @description And one of these, if there are any. */
            any?: components["schemas"]["RulesCond"][];
            /**
             * Format: int64
             * @description How often the daily limit of a ticket held it back.
             */
            capped: number;
            event: components["schemas"]["RulesEvent"];
            /**
             * Format: int64
             * @description How often it has done something.
             */
            fired: number;
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            last_fired_at: string | null;
            /**
             * Format: uuid
             * @description Its changes; a rule sends no answer in a person's name.
             */
            macro_id?: string;
            name: string;
            /** @description For colleagues, beside the conversation. */
            note?: string;
            /**
             * Format: int64
             * @description Rules are carried out in this order.
             */
            position?: number;
            /** Format: int64 */
            version: number;
        };
        RulesTrial: {
            /**
             * Format: int64
             * @description How often the daily limit of a ticket would have held it back.
             */
            capped: number;
            /**
             * Format: int64
             * @description Tickets looked at.
             */
            done: number;
            /** @description What it would have done, each time. */
            effects: string[];
            /** Format: date-time */
            from: string;
            id: string;
            /** @description The first 300. */
            items: components["schemas"]["RulesTrialItem"][];
            /**
             * Format: int64
             * @description How often the rule would have fired.
             */
            matched: number;
            /** @enum {string} */
            state: "queued" | "running" | "done" | "cancelled" | "failed";
            /**
             * Format: int64
             * @description On how many tickets.
             */
            tickets: number;
            /** Format: date-time */
            to: string;
            /**
             * Format: int64
             * @description Tickets to look at.
             */
            total: number;
        };
        RulesTrialItem: {
            /** Format: date-time */
            at: string;
            capped: boolean;
            /** Format: int64 */
            number: number;
            /** @description It was so already: nothing would have changed. */
            same: boolean;
            subject: string;
        };
        SessionSignInInputBody: {
            /** @description The address of the account. */
            email: string;
            password: string;
        };
        SettingsPutSettingsInputBody: {
            /** @description Won that a role approves alone, by the role; a role that is not named: any amount. */
            limits: {
                [key: string]: number;
            };
            /** @description Where goods that come back are sent; customers are told of it. */
            return_to?: string;
            /** @description https; empty: the shop is not called. */
            url: string;
            /**
             * Format: int64
             * @description What was read: 409 when somebody else was faster.
             */
            version: number;
        };
        ShopArrival: {
            /**
             * Format: int64
             * @description How many days later it arrives; below zero: earlier.
             */
            days: number;
            /**
             * Format: date
             * @description The day on which production ends.
             */
            made: string;
            /**
             * Format: date
             * @description The day on which it arrives then, by the shop's calendar.
             */
            new_eta: string;
            /** @description What leaves to the buyer; none when it does not become later. */
            notices: components["schemas"]["ShopArrivalNotice"][];
            number: string;
            old_eta: string;
            /**
             * Format: int64
             * @description Of the order.
             */
            version: number;
        };
        ShopArrivalNotice: {
            /** @enum {string} */
            channel: "email" | "sms";
            subject: string;
            text: string;
            /** @description The number masked. */
            to: string;
        };
        ShopBirthday: {
            /** Format: int64 */
            day: number;
            /**
             * @default solar
             * @enum {string}
             */
            kind: "solar" | "lunar";
            /** @description Born in a leap month of the lunar calendar. */
            leap_month?: boolean;
            /** Format: int64 */
            month: number;
            /**
             * Format: int64
             * @description Null or left out when it is not known.
             */
            year?: number | null;
        };
        ShopConsentBody: {
            /**
             * Format: date-time
             * @description When the customer said it; now, if left out.
             */
            at?: string;
            /** @enum {string} */
            channel: "email" | "sms";
            granted: boolean;
            /** @description The words the customer agreed to. */
            text_shown?: string;
        };
        ShopCustomer: {
            birthday: components["schemas"]["ShopBirthday"];
            /** Format: date-time */
            created_at: string;
            email: string;
            id: string;
            /** @enum {string} */
            lang: "ko" | "en";
            name: string;
            phone: string;
            /** @description The shop's own key of the member; empty for a guest. */
            ref: string;
            tags: string[];
            /** Format: date-time */
            updated_at: string;
            /**
             * Format: int64
             * @description Grows by one with every real change.
             */
            version: number;
        };
        ShopCustomerBody: {
            birthday?: components["schemas"]["ShopBirthday"];
            /** @description What the customer said to advertising. Saying the same again changes nothing. */
            consents?: components["schemas"]["ShopConsentBody"][];
            email?: string;
            /** @enum {string} */
            lang?: "ko" | "en";
            name?: string;
            phone?: string;
            tags?: string[];
        };
        ShopDuplicate: {
            email: string;
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            last_order_at: string | null;
            name: string;
            /** Format: int64 */
            orders: number;
            phone_masked: string;
            /** @description The shop's own key of the member; empty for a guest. */
            ref: string;
            /**
             * Format: date-time
             * @description When they were first seen.
             */
            since: string;
            /** Format: int64 */
            version: number;
            /** @description phone, email or member: what both are known by. */
            why: string[];
        };
        ShopItem: {
            /** @description https: a picture of it, for the order's card and page. */
            image_url?: string;
            option?: string;
            /**
             * Format: int64
             * @description Of one piece.
             */
            price?: number;
            /**
             * Format: int64
             * @default 1
             */
            quantity: number;
            sku?: string;
            title: string;
        };
        ShopLikeness: {
            /**
             * Format: int64
             * @description In whom an old id goes on; otherwise the one that was asked for.
             */
            id: number;
            items: components["schemas"]["ShopDuplicate"][];
            /** @description Those that stand, newest first. */
            merges: components["schemas"]["ShopMerge"][];
            tags: string[];
            /**
             * Format: int64
             * @description Of the customer.
             */
            version: number;
        };
        ShopMemo: {
            body: string;
            by: string;
            /** @description What was noted about rows that have gone on in this person. */
            earlier: string[];
            /** Format: date-time */
            updated_at: string | null;
            /**
             * Format: int64
             * @description 0: nothing was written yet.
             */
            version: number;
        };
        ShopMerge: {
            /** @description Who merged them; empty for a program. */
            by: string;
            can_undo: boolean;
            /** Format: int64 */
            from_id: number;
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            into_id: number;
            /** Format: date-time */
            merged_at: string;
            /** @description Of the one that has gone on in the other. */
            name: string;
            /** @description The shop's own key of that one; empty for a guest. */
            ref: string;
            /** Format: date-time */
            undo_until: string;
            /** Format: date-time */
            undone_at: string | null;
        };
        ShopMergeConsent: {
            /** @enum {string} */
            channel: "email" | "sms";
            /** @description What the one said who would go on in the other; null: nothing. */
            from: boolean | null;
            /** @description What would hold. */
            granted: boolean;
            into: boolean | null;
            /** @enum {string} */
            purpose: "marketing" | "marketing_night";
        };
        ShopMergePreview: {
            /** @description What each has agreed to, and what would hold: the stricter side. */
            consents: components["schemas"]["ShopMergeConsent"][];
            /** @description What the one who stays lacks and would take over: name, phone, email, birthday. */
            fields: string[];
            from: components["schemas"]["ShopMergeSide"];
            into: components["schemas"]["ShopMergeSide"];
            /** @description How many rows would move, by kind: orders, identities, tickets, notices, coupons; coupons_doubled: of those that both have, and conversations, which stay with their account and are shown here. */
            moves: {
                [key: string]: number;
            };
            /** @description The tags they would get. */
            tags: string[];
        };
        ShopMergeSide: {
            birthday: components["schemas"]["ShopBirthday"];
            email: string;
            /** @description How much there is of each kind. */
            has: {
                [key: string]: number;
            };
            /** Format: int64 */
            id: number;
            name: string;
            phone_masked: string;
            ref: string;
            tags: string[];
            /** Format: int64 */
            version: number;
        };
        ShopOrder: {
            buyer_email: string;
            buyer_name: string;
            buyer_phone: string;
            coupon_code: string;
            currency: string;
            customer_ref?: string;
            /** @description YYYY-MM-DD, or empty. */
            eta_from: string;
            /** @description YYYY-MM-DD, or empty. */
            eta_to: string;
            is_preorder: boolean;
            items: components["schemas"]["ShopItem"][];
            /** @enum {string} */
            lang: "ko" | "en";
            number: string;
            /** Format: date-time */
            placed_at: string;
            /** @description What was said about the arrival, newest first. */
            promises: components["schemas"]["ShopPromise"][];
            shipment: components["schemas"]["ShopShipment"];
            /** @description api, or the name of the link whose table holds the order. */
            source: string;
            /** @enum {string} */
            status: "placed" | "paid" | "preparing" | "shipped" | "delivered" | "cancelled";
            /**
             * Format: int64
             * @description In the smallest unit of the currency; won have none smaller.
             */
            total: number;
            /** Format: date-time */
            updated_at: string;
            /**
             * Format: int64
             * @description Grows by one with every real change.
             */
            version: number;
        };
        ShopOrderBody: {
            buyer_email?: string;
            buyer_name?: string;
            buyer_phone?: string;
            coupon_code?: string;
            /** @description The shop's own key of the member; left out for a guest. An order keeps the member it has. */
            customer_ref?: string;
            /** @description YYYY-MM-DD; empty takes it back. */
            eta_from?: string;
            /** @description Why the arrival changed, as the buyer may read it. */
            eta_reason?: string;
            /** @description YYYY-MM-DD; empty takes it back. A change is a new promise and is told to the buyer of a pre-order. */
            eta_to?: string;
            is_preorder?: boolean;
            /** @description All lines of the order. */
            items?: components["schemas"]["ShopItem"][];
            /** @enum {string} */
            lang?: "ko" | "en";
            /**
             * Format: date-time
             * @description A new order without it is placed now.
             */
            placed_at?: string;
            /** @description The parcel; both fields empty take it back. */
            shipment?: components["schemas"]["ShopPutShipment"];
            /**
             * @description A new order without it is placed.
             * @enum {string}
             */
            status?: "placed" | "paid" | "preparing" | "shipped" | "delivered" | "cancelled";
            /** Format: int64 */
            total?: number;
        };
        ShopPromise: {
            /** Format: date-time */
            decided_at: string;
            /** @description shop, or staff:<id>. */
            decided_by: string;
            eta_from: string;
            eta_to: string;
            /** Format: date-time */
            notified_at?: string;
            reason_text: string;
            /** Format: int64 */
            version: number;
        };
        ShopPutShipment: {
            /** @description A code as cjlogistics, hanjin, lotte, logen, epost. */
            carrier: string;
            tracking_no: string;
        };
        ShopScan: {
            /**
             * Format: date-time
             * @description By the carrier's clock.
             */
            at: string;
            /** @description As the carrier words it: where the parcel is, and what became of it. */
            text: string;
        };
        ShopScansView: {
            /** @description All of the parcel, newest first. */
            scans: components["schemas"]["ShopScan"][];
        };
        ShopShipment: {
            /** @description A code as cjlogistics, hanjin, lotte, logen, epost. */
            carrier: string;
            /** Format: date-time */
            readonly delivered_at?: string;
            /** @description What the carrier has last said of it. */
            readonly last_scan?: string;
            /** Format: date-time */
            readonly last_scan_at?: string;
            /** Format: date-time */
            readonly shipped_at?: string;
            tracking_no: string;
        };
        ShopTagsSaved: {
            tags: string[];
            /** Format: int64 */
            version: number;
        };
        SlaApplies: {
            /** @description chat, mail, form, phone, sms. */
            channels: ("chat" | "mail" | "form" | "phone" | "sms")[];
            /** @description Tags of the customer, as VIP. */
            grades: string[];
            /** @description Tags of the ticket. */
            tags: string[];
            /** @description Types of tickets. */
            types: string[];
        };
        SlaCalendarName: {
            code: string;
            /** Format: int64 */
            id: number;
        };
        SlaClockList: {
            items: components["schemas"]["SlaClockView"][];
        };
        SlaClockView: {
            /** Format: date-time */
            breached_at: string | null;
            /** Format: date-time */
            due_at: string | null;
            /** @enum {string} */
            kind: "first" | "next" | "solve";
            /** Format: date-time */
            met_at: string | null;
            /**
             * Format: int64
             * @description Which further question it is of.
             */
            n: number;
            policy: string;
            spans: components["schemas"]["SlaSpanView"][];
            /**
             * Format: int64
             * @description The sum of the spans.
             */
            spent_seconds: number;
            /**
             * @description Over: nothing is owed any more, though it was not met.
             * @enum {string}
             */
            state: "running" | "paused" | "met" | "over";
            /**
             * Format: int64
             * @description Of business time.
             */
            target_seconds: number;
            /** Format: date-time */
            warn_at: string | null;
            /** Format: date-time */
            warned_at: string | null;
        };
        SlaJob: {
            /** Format: date-time */
            created_at: string;
            /** Format: int64 */
            done: number;
            /** Format: int64 */
            failed: number;
            /**
             * Format: date-time
             * @description Null while it goes on.
             */
            finished_at: string | null;
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            policy_id: number;
            /** Format: int64 */
            total: number;
        };
        SlaPointsOf: {
            /** Format: date-time */
            due_at: string | null;
            /** Format: date-time */
            warn_at: string | null;
        };
        SlaPolicy: {
            applies: components["schemas"]["SlaApplies"];
            /**
             * Format: int64
             * @description 0: the shop's hours.
             */
            calendar: number;
            /**
             * Format: int64
             * @description Business minutes until the first answer; null: none is owed.
             */
            first_minutes: number | null;
            /** Format: int64 */
            id: number;
            name: string;
            /**
             * Format: int64
             * @description Until the answer to a further question.
             */
            next_minutes: number | null;
            /**
             * Format: int64
             * @description Open tickets under this policy, whatever version of it.
             */
            open: number;
            /**
             * Format: int64
             * @description The first policy that applies is the ticket's.
             */
            position: number;
            /**
             * Format: int64
             * @description Until the solution.
             */
            solve_minutes: number | null;
            /**
             * Format: int64
             * @description Send back what was read: 409 when somebody else was faster.
             */
            version: number;
            /**
             * Format: int64
             * @description How much of the time is spent when it warns.
             */
            warn_percent: number;
        };
        SlaPolicyBody: {
            applies?: components["schemas"]["SlaApplies"];
            /**
             * Format: int64
             * @description 0: the shop's hours.
             */
            calendar?: number;
            /**
             * Format: int64
             * @description Business minutes; null: none is owed.
             */
            first_minutes?: number | null;
            name: string;
            /** Format: int64 */
            next_minutes?: number | null;
            /**
             * Format: int64
             * @description 1 is tried first; 0: where it is, and a new one at the end.
             */
            position?: number;
            /** Format: int64 */
            solve_minutes?: number | null;
            /**
             * Format: int64
             * @description Send back what was read: 409 when somebody else was faster.
             */
            version?: number;
            /**
             * Format: int64
             * @default 75
             */
            warn_percent: number;
        };
        SlaPolicyList: {
            calendars: components["schemas"]["SlaCalendarName"][];
            items: components["schemas"]["SlaPolicy"][];
        };
        SlaPreviewInputBody: {
            /**
             * Format: date-time
             * @description When the ticket comes; now without it.
             */
            at?: string | null;
            /** Format: int64 */
            calendar?: number;
            /** Format: int64 */
            first_minutes?: number | null;
            /** Format: int64 */
            next_minutes?: number | null;
            /** Format: int64 */
            solve_minutes?: number | null;
            /**
             * Format: int64
             * @default 75
             */
            warn_percent: number;
        };
        SlaPreviewView: {
            /** Format: date-time */
            at: string;
            first: components["schemas"]["SlaPointsOf"];
            next: components["schemas"]["SlaPointsOf"];
            solve: components["schemas"]["SlaPointsOf"];
        };
        SlaSpanView: {
            /**
             * @description Why it stopped.
             * @enum {string}
             */
            reason: "answered" | "asked" | "snoozed" | "solved" | "over" | "policy" | "";
            /**
             * Format: int64
             * @description Of business time; of a span that runs, until now.
             */
            seconds: number;
            /** Format: date-time */
            started_at: string;
            /**
             * Format: date-time
             * @description Null while it runs.
             */
            stopped_at: string | null;
        };
        StaffByHand: {
            /**
             * Format: int64
             * @description Coupons that a person may be given by agents, within coupon_days.
             */
            agent_coupons: number;
            /**
             * Format: int64
             * @description By how many days agents may move what was promised.
             */
            arrival_days: number;
            /** Format: int64 */
            coupon_days: number;
            /**
             * Format: int64
             * @description The same, by whoever answers for agents.
             */
            lead_coupons: number;
        };
        StaffColleague: {
            /**
             * Format: int64
             * @description Chats at once.
             */
            capacity: number;
            /** Format: int64 */
            id: number;
            name: string;
            /** Format: int64 */
            open_chats: number;
            /** @enum {string} */
            role: "agent" | "lead" | "marketer" | "admin";
            /**
             * @description Missing for who cannot answer.
             * @enum {string}
             */
            state?: "online" | "away" | "offline";
        };
        StaffMe: {
            email: string;
            /** Format: int64 */
            id: number;
            /** @enum {string} */
            lang: "ko" | "en";
            name: string;
            permissions: string[];
            /** @enum {string} */
            role: "agent" | "lead" | "marketer" | "admin";
            uid: string;
        };
        StaffPreferences: {
            /**
             * Format: int64
             * @description Seconds until an answer by mail leaves: so long it can be taken back.
             * @enum {integer}
             */
            mail_hold: 0 | 5 | 10;
        };
        StaffSession: {
            shop: components["schemas"]["StaffShopName"];
            staff: components["schemas"]["StaffMe"];
        };
        StaffShopName: {
            name: string;
        };
        StaffShopView: {
            address: string;
            /** @description Whether a ticket that nobody has becomes that of who answers it; left out: stays as it is. */
            answer_owns?: boolean;
            business_no: string;
            /** @description The bounds of what staff do by hand; left out: they stay as they are. */
            by_hand?: components["schemas"]["StaffByHand"];
            mail_order_no: string;
            name: string;
            name_en: string;
            opt_out_080: string;
            owner: string;
            phone: string;
            /** @description Whether shoppers may cancel an unprepared order by themselves; left out: stays as it is. */
            self_cancel?: boolean;
            sender_email: string;
            sender_name: string;
            sms_from: string;
            /**
             * Format: int64
             * @description Send back what was read: 409 when somebody else was faster.
             */
            version: number;
            zone: string;
        };
        TagsRenameTagInputBody: {
            name: string;
            /** @description The new name, or the name of another tag: then both are one. */
            to: string;
        };
        TagsTagInputBody: {
            name: string;
        };
        TeamsSaveTeamInputBody: {
            /** @description Ids of people. */
            members: number[];
            name: string;
            /**
             * Format: int64
             * @description The version that was edited.
             */
            version: number;
        };
        ThreadDraft: {
            /** @enum {string} */
            kind: "answer" | "note";
            text: string;
            to?: components["schemas"]["ThreadDraftTo"];
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        ThreadDraftTo: {
            bcc?: string[];
            cc?: string[];
            /** @description Put the mail that is answered below. */
            quote?: boolean;
            subject?: string;
            to?: string[];
        };
        ThreadFile: {
            /** Format: int32 */
            height?: number;
            id: string;
            name: string;
            /** Format: int64 */
            size: number;
            type: string;
            /** Format: int32 */
            width?: number;
        };
        ThreadMessage: {
            /** Format: date-time */
            at: string;
            channel: string;
            client_id: string;
            conversation: string;
            data?: unknown;
            from: string;
            id: string;
            kind: string;
            name: string;
            /** Format: int64 */
            seq: number;
            text: string;
            withdrawn?: boolean;
        };
        ThreadNote: {
            /** Format: int64 */
            after_seq: number;
            /** Format: date-time */
            at: string;
            client_id: string;
            conversation: string;
            id: string;
            name: string;
            /** Format: int64 */
            seq: number;
            /** Format: int64 */
            staff_id: number;
            text: string;
        };
        TicketsAnswerInputBody: {
            /**
             * Format: uuid
             * @description Made by the writer: the same answer twice is one message.
             */
            client_id: string;
            /** @description Files uploaded for this conversation, in a chat at most 5; with one the text may be empty. */
            files?: string[];
            /** @description Of an answer that leaves by mail: whom it goes to. */
            mail?: components["schemas"]["TicketsLetter"];
            /**
             * Format: int64
             * @description The newest message the writer has seen; 409 when a colleague has answered since.
             */
            seen_seq?: number | null;
            /** @description In a chat at most 4,000 characters. */
            text: string;
        };
        TicketsAssignInputBody: {
            /**
             * Format: int64
             * @description Null: nobody.
             */
            owner_id: number | null;
            /**
             * Format: int64
             * @description The version the decision was made on; 409 says what has happened since.
             */
            version?: number;
        };
        TicketsCall: {
            /**
             * Format: uuid
             * @description Made by the writer: the same call twice is one.
             */
            client_id: string;
            /** @enum {string} */
            outcome: "reached" | "no_answer" | "voicemail" | "call_back" | "wrong_number";
            /** @description What was said, as a note; empty: there is none. */
            text?: string;
        };
        TicketsChangeInputBody: {
            add_tags?: string[];
            /** @description Values of the type's form by field; null takes one out. */
            fields?: {
                [key: string]: unknown;
            };
            /**
             * Format: int64
             * @description 0: nobody.
             */
            owner_id?: number;
            /**
             * Format: int64
             * @description 0 none to 3 urgent.
             */
            priority?: number;
            remove_tags?: string[];
            spam?: boolean;
            /** @description A state of the shop's own; empty: the state's own name. */
            status?: string;
            /** @description One that may follow the present one. */
            step?: string;
            /**
             * Format: int64
             * @description 0: none.
             */
            team_id?: number;
            title?: string;
            /** @description A key of the ticket types. */
            type?: string;
            /**
             * Format: int64
             * @description The version the decision was made on; 409 says what has happened since.
             */
            version?: number;
        };
        TicketsChip: {
            /** @enum {string} */
            field: "state" | "owner" | "team" | "tag" | "type" | "channel" | "priority" | "order" | "order_status" | "grade" | "score" | "call" | "snoozed" | "spam";
            /** @description As a person reads it, in the asking person's language. */
            label: string;
            /** @description As the filter has it; empty when there is nothing of that name. */
            value: string;
        };
        TicketsChoice: {
            id: string;
            label: components["schemas"]["TicketsLabel"];
        };
        TicketsChosen: {
            ids: number[];
            /** @description There are others beyond 5,000. */
            more: boolean;
        };
        TicketsConsent: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            channel: "email" | "sms";
            granted: boolean;
        };
        TicketsCounts: {
            /**
             * Format: int64
             * @description state=new,open
             */
            inbox: number;
            /**
             * Format: int64
             * @description state=new,open,waiting and owner=me
             */
            mine: number;
            /**
             * Format: int64
             * @description snoozed=only
             */
            snoozed: number;
            /**
             * Format: int64
             * @description state=solved,closed
             */
            solved: number;
            /**
             * Format: int64
             * @description spam=true
             */
            spam: number;
            /**
             * Format: int64
             * @description state=new,open and owner=none
             */
            unassigned: number;
            /**
             * Format: int64
             * @description state=waiting
             */
            waiting: number;
        };
        TicketsCoupon: {
            code: string;
            discount: string;
            name: string;
            /** Format: date-time */
            redeemed_at: string | null;
            /** @description YYYY-MM-DD */
            valid_until: string;
        };
        TicketsCovered: {
            conversation: string;
            /** Format: int64 */
            from_seq: number;
            /** @enum {string} */
            kind: "chat" | "mail";
            /** Format: int64 */
            last_seq: number;
            title: string;
            /**
             * Format: int64
             * @description Null: what the shopper writes next belongs to it.
             */
            to_seq: number | null;
        };
        TicketsCustomer: {
            birthday: components["schemas"]["ShopBirthday"];
            consents: components["schemas"]["TicketsConsent"][];
            coupons: components["schemas"]["TicketsCoupon"][];
            email: string;
            /** Format: int64 */
            id: number;
            name: string;
            orders: components["schemas"]["ShopOrder"][];
            phone_masked: string;
            ref: string;
            tags: string[];
        };
        TicketsDeadline: {
            /**
             * Format: date-time
             * @description Null while it stands still.
             */
            due_at: string | null;
            /**
             * @description The first answer, the next one, the solution, or what the shopper was told.
             * @enum {string}
             */
            kind: "first" | "next" | "solve" | "promise";
            /**
             * Format: int64
             * @description Business seconds that were left when it last began to run or stopped.
             */
            left_seconds: number;
            /** @description The shopper is asked, or the ticket is snoozed. */
            paused: boolean;
            /** @description The name of the policy; empty for what the shopper was told. */
            policy: string;
            /** Format: date-time */
            warn_at: string | null;
        };
        TicketsDetail: {
            /** @enum {string} */
            channel: "chat" | "mail" | "form" | "phone" | "sms";
            /**
             * Format: int64
             * @description How many tickets are part of this one.
             */
            children: number;
            conversation_id: string;
            /** @description Null for a visitor, and for who may not read customers. */
            customer: components["schemas"]["TicketsCustomer"];
            /** Format: int64 */
            customer_id: number | null;
            /** @description Of what is owed, what comes next; null when nothing is. */
            deadline: components["schemas"]["TicketsDeadline"];
            /** @description The first words of what the asking person has begun to write. */
            draft: string;
            /**
             * Format: date-time
             * @description Until when the shopper was promised an answer.
             */
            due_at: string | null;
            /** @description The history without messages, newest 500, oldest first. */
            events: components["schemas"]["TicketsHistoryLine"][];
            /** @description What is filled in of the type's form. */
            fields: {
                [key: string]: unknown;
            };
            /** @description What stands out. */
            flags: ("vip" | "preorder" | "late")[];
            /** @description The customer's tag that says how dear they are: VIP, GOLD … */
            grade: string;
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            last_message_at: string;
            /** @description In the answer of an undo: what was left, for somebody has changed it since. */
            left?: ("title" | "priority" | "tags" | "team" | "type" | "fields" | "step" | "status" | "owner" | "state" | "snooze" | "spam" | "parent")[];
            /**
             * Format: int64
             * @description The number of the ticket in which it goes on.
             */
            merged_into: number | null;
            /** @description The steps that may follow. */
            next: string[];
            /** Format: int64 */
            number: number;
            /** @description The order the ticket is about. */
            order: components["schemas"]["ShopOrder"];
            order_number: string;
            /** @description Where the ticket's order stands; empty without one. */
            order_status: string;
            /** @description Null when nobody has taken it. */
            owner: components["schemas"]["TicketsPerson"];
            /** @description The incident it is part of. */
            parent: components["schemas"]["TicketsParent"];
            /** @description The last message, shortened. */
            preview: string;
            /** @enum {string} */
            preview_from: "shopper" | "agent";
            /** Format: int64 */
            priority: number;
            /**
             * Format: int64
             * @description What the shopper gave for how it went, 1 to 5.
             */
            score: number | null;
            shopper: components["schemas"]["TicketsShopper"];
            /** @description Null: it is not put aside. */
            snooze: components["schemas"]["TicketsSnooze"];
            /** Format: date-time */
            snoozed_until: string | null;
            spam: boolean;
            /** @description What it covers: parts of conversations, in the order of time. */
            spans: components["schemas"]["TicketsCovered"][];
            /** @enum {string} */
            state: "new" | "open" | "waiting" | "solved" | "closed";
            /** @description A state of the shop's own; empty: the state's own name. */
            status: string;
            /** @description What that state is called. */
            status_label: components["schemas"]["TicketsLabel"];
            /** @description Where it is on the way its type has; empty: the type has none. */
            step: string;
            /** @description The way of its type as the customer sees it. */
            steps: components["schemas"]["TicketsShown"][];
            subject: string;
            tags: string[];
            /** @description Null: none. */
            team: components["schemas"]["TicketsTeamName"];
            /** @description The subject, which staff may change. */
            title: string;
            /** @description What it is about: a key of the ticket types. */
            type: string;
            type_label: components["schemas"]["TicketsLabel"];
            /** @description In the answer of an act: what takes it back; null when nothing changed. */
            undo: string;
            /** @description Whether the shopper has written since the asking person looked. */
            unread: boolean;
            /**
             * Format: int64
             * @description Grows by one with every event of the ticket.
             */
            version: number;
            /**
             * Format: date-time
             * @description The shopper's first message that nobody has answered.
             */
            waiting_since: string | null;
        };
        TicketsDoer: {
            /** @enum {string} */
            kind: "shopper" | "agent" | "system";
            name: string;
        };
        TicketsEditInputBody: {
            /** Format: date-time */
            send_at: string;
            text: string;
            /**
             * Format: int64
             * @description What was read: 409 when it has left or changed.
             */
            version: number;
        };
        TicketsField: {
            /** @description Of a choice. */
            choices?: components["schemas"]["TicketsChoice"][];
            id: string;
            /** @description For staff alone: it is not asked at /contact. */
            inside?: boolean;
            /** @enum {string} */
            kind: "text" | "number" | "date" | "choice" | "order" | "items" | "photo";
            label: components["schemas"]["TicketsLabel"];
            required: boolean;
        };
        TicketsFilter: {
            /** @description One of the conditions is enough. */
            any?: boolean;
            /** @description What came of the last call: reached, no_answer, voicemail, call_back, wrong_number. */
            call?: string[];
            /** @description chat, mail, form, phone, sms. */
            channel?: string[];
            /** @description Tags of the customer, such as VIP; capitals do not matter. */
            grade?: string[];
            /**
             * Format: int64
             * @description The day that was promised for the ticket's order was so many days ago or more, and the order has not left.
             */
            late_days?: number;
            /** @description The number of the ticket's order, or its end. */
            order?: string;
            /** @description Where the ticket's order stands: placed, paid, preparing, shipped, delivered, cancelled. */
            order_status?: string[];
            /** @description me, none or ids of people. */
            owner?: string[];
            /** @description 0 none to 3 urgent. */
            priority?: number[];
            /** @description Words that stand in one of the newest 5,000 messages with them; chips such as 담당:하은 or status:open are filters. */
            q?: string;
            /** @description What the shopper gave for how it went. */
            score?: number[];
            /**
             * @description only: those put aside; with: those too; without it they are left out.
             * @enum {string}
             */
            snoozed?: "only" | "with" | "";
            /** @description Spam alone; without it there is none. */
            spam?: boolean;
            /** @description Any of these; all without it. */
            state?: ("new" | "open" | "waiting" | "solved" | "closed")[];
            /** @description Any of these tags. */
            tag?: string[];
            /** @description mine, none or ids of teams. */
            team?: string[];
            /** @description Keys of ticket types. */
            type?: string[];
            /**
             * Format: int64
             * @description The shopper has waited for so many minutes or more.
             */
            waited?: number;
        };
        TicketsHint: {
            en?: string;
            ko?: string;
        };
        TicketsHistoryLine: {
            actor: components["schemas"]["TicketsDoer"];
            /** Format: date-time */
            at: string;
            data: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            kind: "opened" | "assigned" | "released" | "routed" | "returned" | "identified" | "noted" | "solved" | "reopened" | "closed" | "typed" | "withdrawn" | "rated" | "followed" | "promised" | "called";
            /** Format: int64 */
            seq: number;
        };
        TicketsIdsInputBody: {
            filter: components["schemas"]["TicketsFilter"];
            /** @description A saved view that the filter narrows. */
            view?: string;
        };
        TicketsLabel: {
            en: string;
            ko: string;
        };
        TicketsLetter: {
            bcc?: components["schemas"]["TicketsRecipient"][];
            /** @description Given, even empty, it replaces those the mail was copied to. */
            cc?: components["schemas"]["TicketsRecipient"][];
            /** @description Put the mail that is answered below; only for those who have it already. Without it that is decided by whom it goes to. */
            quote?: boolean;
            subject?: string;
            to?: components["schemas"]["TicketsRecipient"][];
        };
        TicketsMaking: {
            /**
             * @description phone: the text is what was said; otherwise it goes to the customer.
             * @enum {string}
             */
            channel: "chat" | "mail" | "phone";
            /**
             * Format: uuid
             * @description Made by the writer: the same ticket twice is one.
             */
            client_id: string;
            /** Format: int64 */
            customer_id?: number;
            /** @description The shop's own key of a member. */
            customer_ref?: string;
            email?: string;
            fields?: {
                [key: string]: unknown;
            };
            /** @description Of somebody the shop does not know yet. */
            name?: string;
            /** @description The text is a note; nothing goes to the customer. */
            note_only?: boolean;
            order_number?: string;
            /**
             * @description Of a call; when nobody was reached, the text is a note.
             * @enum {string}
             */
            outcome?: "reached" | "no_answer" | "voicemail" | "call_back" | "wrong_number" | "";
            phone?: string;
            /** Format: int64 */
            priority?: number;
            subject: string;
            tags?: string[];
            text: string;
            type?: string;
        };
        TicketsMergeInputBody: {
            /**
             * Format: int64
             * @description The number of the ticket in which it goes on.
             */
            into: number;
            /**
             * Format: int64
             * @description The version the decision was made on; 409 says what has happened since.
             */
            version?: number;
        };
        TicketsNoteInputBody: {
            /**
             * Format: uuid
             * @description Made by the writer: the same note twice is one note.
             */
            client_id: string;
            text: string;
        };
        TicketsOwnState: {
            key: string;
            label: components["schemas"]["TicketsLabel"];
            /** Format: int64 */
            position: number;
            /**
             * @description Which of the states it stands for; reports know only those.
             * @enum {string}
             */
            state: "new" | "open" | "waiting" | "solved";
            /** Format: int64 */
            version: number;
        };
        TicketsParent: {
            /** Format: int64 */
            number: number;
            subject: string;
        };
        TicketsParentInputBody: {
            /**
             * Format: int64
             * @description Of the incident; null: none.
             */
            number: number | null;
            /**
             * Format: int64
             * @description The version the decision was made on; 409 says what has happened since.
             */
            version?: number;
        };
        TicketsPerson: {
            /** Format: int64 */
            id: number;
            name: string;
        };
        TicketsPlanInputBody: {
            /** @enum {string} */
            choice?: "hour" | "today_16" | "tomorrow_10" | "next_business_10" | "monday_10" | "";
            /**
             * Format: uuid
             * @description Made by the writer: the same answer twice is one.
             */
            client_id: string;
            files?: string[];
            /** @description Of an answer that leaves by mail: whom it goes to. */
            mail?: components["schemas"]["TicketsLetter"];
            /**
             * Format: int64
             * @description The newest message the writer has seen.
             */
            seen_seq?: number | null;
            /**
             * Format: date-time
             * @description Or a choice.
             */
            send_at?: string | null;
            /** @description In a chat at most 4,000 characters. */
            text: string;
        };
        TicketsRecipient: {
            address: string;
            name?: string;
        };
        TicketsReopenBody: {
            /** @description Bring it back as it was before it was solved. */
            undo?: boolean;
            /**
             * Format: int64
             * @description The version the decision was made on; 409 says what has happened since.
             */
            version?: number;
        };
        TicketsResendInputBody: {
            /**
             * Format: uuid
             * @description Of a ticket with several conversations.
             */
            conversation?: string;
            /** @description Also to those of whom nobody knows whether it has reached them: it may then arrive twice. Without it such a wish is refused with 409. */
            maybe?: boolean;
            /**
             * Format: int64
             * @description The number of the message in its conversation.
             */
            seq: number;
        };
        TicketsSeenInputBody: {
            /**
             * Format: int64
             * @description The newest message that was read; without it all were.
             */
            seq?: number;
        };
        TicketsShopper: {
            /** @enum {string} */
            kind: "customer" | "visitor";
            /** @description Empty for a visitor whom nobody knows. */
            name: string;
        };
        TicketsShown: {
            id: string;
            label: components["schemas"]["TicketsLabel"];
            /** @enum {string} */
            state: "done" | "now" | "todo";
        };
        TicketsSnooze: {
            /** @description Until the shopper writes. */
            reply: boolean;
            /** Format: date-time */
            until: string | null;
        };
        TicketsSnoozeChoice: {
            /** @enum {string} */
            choice: "hour" | "today_16" | "tomorrow_10" | "next_business_10" | "monday_10" | "reply";
            label: string;
            /**
             * Format: date-time
             * @description When the ticket comes back, in business hours; null: when the shopper writes.
             */
            until: string | null;
        };
        TicketsSnoozeInputBody: {
            /** @enum {string} */
            choice?: "hour" | "today_16" | "tomorrow_10" | "next_business_10" | "monday_10" | "reply" | "";
            /**
             * Format: date-time
             * @description Outside of business hours it becomes the next opening.
             */
            until?: string;
            /**
             * Format: int64
             * @description The version the decision was made on; 409 says what has happened since.
             */
            version?: number;
        };
        TicketsSolveBody: {
            /** @description Do not ask the shopper how it went. */
            quiet?: boolean;
            /**
             * Format: int64
             * @description The version the decision was made on; 409 says what has happened since.
             */
            version?: number;
        };
        TicketsSplitInputBody: {
            /**
             * Format: uuid
             * @description Without it, the one in which the ticket is answered.
             */
            conversation?: string;
            /** Format: int64 */
            from_seq: number;
            /** @description Without it, the beginning of the first message. */
            subject?: string;
            /** Format: int64 */
            to_seq: number;
            /**
             * Format: int64
             * @description The version the decision was made on; 409 says what has happened since.
             */
            version?: number;
        };
        TicketsStep: {
            id: string;
            label: components["schemas"]["TicketsLabel"];
        };
        TicketsTag: {
            name: string;
        };
        TicketsTagUse: {
            /** @description Tickets that carry another name of it are still being changed. */
            moving: boolean;
            name: string;
            /**
             * Format: int64
             * @description Of them, those that are not settled.
             */
            open: number;
            /** Format: int64 */
            tickets: number;
        };
        TicketsTeam: {
            /** Format: int64 */
            id: number;
            members: components["schemas"]["TicketsPerson"][];
            name: string;
            /** Format: int64 */
            version: number;
        };
        TicketsTeamForm: {
            /** @description Ids of people. */
            members: number[];
            name: string;
        };
        TicketsTeamName: {
            /** Format: int64 */
            id: number;
            name: string;
        };
        TicketsTicket: {
            /** @enum {string} */
            channel: "chat" | "mail" | "form" | "phone" | "sms";
            /**
             * Format: int64
             * @description How many tickets are part of this one.
             */
            children: number;
            conversation_id: string;
            /** Format: int64 */
            customer_id: number | null;
            /** @description Of what is owed, what comes next; null when nothing is. */
            deadline: components["schemas"]["TicketsDeadline"];
            /** @description The first words of what the asking person has begun to write. */
            draft: string;
            /**
             * Format: date-time
             * @description Until when the shopper was promised an answer.
             */
            due_at: string | null;
            /** @description What is filled in of the type's form. */
            fields: {
                [key: string]: unknown;
            };
            /** @description What stands out. */
            flags: ("vip" | "preorder" | "late")[];
            /** @description The customer's tag that says how dear they are: VIP, GOLD … */
            grade: string;
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            last_message_at: string;
            /** @description In the answer of an undo: what was left, for somebody has changed it since. */
            left?: ("title" | "priority" | "tags" | "team" | "type" | "fields" | "step" | "status" | "owner" | "state" | "snooze" | "spam" | "parent")[];
            /**
             * Format: int64
             * @description The number of the ticket in which it goes on.
             */
            merged_into: number | null;
            /** Format: int64 */
            number: number;
            order_number: string;
            /** @description Where the ticket's order stands; empty without one. */
            order_status: string;
            /** @description Null when nobody has taken it. */
            owner: components["schemas"]["TicketsPerson"];
            /** @description The incident it is part of. */
            parent: components["schemas"]["TicketsParent"];
            /** @description The last message, shortened. */
            preview: string;
            /** @enum {string} */
            preview_from: "shopper" | "agent";
            /** Format: int64 */
            priority: number;
            /**
             * Format: int64
             * @description What the shopper gave for how it went, 1 to 5.
             */
            score: number | null;
            shopper: components["schemas"]["TicketsShopper"];
            /** @description Null: it is not put aside. */
            snooze: components["schemas"]["TicketsSnooze"];
            /** Format: date-time */
            snoozed_until: string | null;
            spam: boolean;
            /** @enum {string} */
            state: "new" | "open" | "waiting" | "solved" | "closed";
            /** @description A state of the shop's own; empty: the state's own name. */
            status: string;
            /** @description What that state is called. */
            status_label: components["schemas"]["TicketsLabel"];
            /** @description Where it is on the way its type has; empty: the type has none. */
            step: string;
            subject: string;
            tags: string[];
            /** @description Null: none. */
            team: components["schemas"]["TicketsTeamName"];
            /** @description The subject, which staff may change. */
            title: string;
            /** @description What it is about: a key of the ticket types. */
            type: string;
            type_label: components["schemas"]["TicketsLabel"];
            /** @description In the answer of an act: what takes it back; null when nothing changed. */
            undo: string;
            /** @description Whether the shopper has written since the asking person looked. */
            unread: boolean;
            /**
             * Format: int64
             * @description Grows by one with every event of the ticket.
             */
            version: number;
            /**
             * Format: date-time
             * @description The shopper's first message that nobody has answered.
             */
            waiting_since: string | null;
        };
        TicketsType: {
            /** @description It can be changed and not taken out. */
            builtin: boolean;
            /** @description Shoppers may choose it at /contact, where those of its fields are asked that are for them. */
            contact: boolean;
            /** @description The form; what is required must be filled in before the ticket is solved. */
            fields: components["schemas"]["TicketsField"][];
            /** @description What stands below its name there. */
            hint: components["schemas"]["TicketsHint"];
            key: string;
            label: components["schemas"]["TicketsLabel"];
            /** @description Which steps may follow a step; after one that is not named any may. */
            next: {
                [key: string]: string[];
            };
            /** Format: int64 */
            position: number;
            /**
             * Format: int64
             * @description The policy that is chosen for it.
             */
            sla_policy: number | null;
            /** @description What the customer sees of the way, in order. */
            steps: components["schemas"]["TicketsStep"][];
            /**
             * Format: int64
             * @description The team that gets what nobody else has been given.
             */
            team_id: number | null;
            /** Format: int64 */
            version: number;
        };
        TicketsUndoInputBody: {
            /**
             * Format: uuid
             * @description The undo of the answer to what was done.
             */
            group: string;
        };
        TicketsUnsendInputBody: {
            /**
             * Format: uuid
             * @description Of a ticket with several conversations.
             */
            conversation?: string;
            /**
             * Format: int64
             * @description The number of the message in its conversation.
             */
            seq: number;
        };
        TicketstatesAddStateInputBody: {
            key: string;
            label: components["schemas"]["TicketsLabel"];
            /** Format: int64 */
            position?: number;
            /**
             * @description Which of the states it stands for; reports know only those.
             * @enum {string}
             */
            state: "new" | "open" | "waiting" | "solved";
        };
        TicketstatesSaveStateInputBody: {
            label: components["schemas"]["TicketsLabel"];
            /** Format: int64 */
            position?: number;
            /**
             * @description Which of the states it stands for; reports know only those.
             * @enum {string}
             */
            state: "new" | "open" | "waiting" | "solved";
            /**
             * Format: int64
             * @description The version that was edited.
             */
            version: number;
        };
        TickettypesAddTypeInputBody: {
            /** @description Shoppers may choose it at /contact. */
            contact?: boolean;
            fields: components["schemas"]["TicketsField"][];
            /** @description What stands below its name there. */
            hint?: components["schemas"]["TicketsHint"];
            key: string;
            label: components["schemas"]["TicketsLabel"];
            next?: {
                [key: string]: string[];
            };
            /** Format: int64 */
            position?: number;
            /** Format: int64 */
            sla_policy?: number;
            steps: components["schemas"]["TicketsStep"][];
            /**
             * Format: int64
             * @description The team that gets what nobody else has been given.
             */
            team_id?: number;
        };
        TickettypesSaveTypeInputBody: {
            /** @description Shoppers may choose it at /contact. */
            contact?: boolean;
            fields: components["schemas"]["TicketsField"][];
            /** @description What stands below its name there. */
            hint?: components["schemas"]["TicketsHint"];
            label: components["schemas"]["TicketsLabel"];
            next?: {
                [key: string]: string[];
            };
            /** Format: int64 */
            position?: number;
            /** Format: int64 */
            sla_policy?: number;
            steps: components["schemas"]["TicketsStep"][];
            /**
             * Format: int64
             * @description The team that gets what nobody else has been given.
             */
            team_id?: number;
            /**
             * Format: int64
             * @description The version that was edited.
             */
            version: number;
        };
        ViewsArticle: {
            id: string;
            slug: string;
            title: string;
            url: string;
        };
        ViewsBody: {
            columns?: string[];
            filter: components["schemas"]["TicketsFilter"];
            name: string;
            shared?: components["schemas"]["ViewsShared"];
            /**
             * @description deadline without it.
             * @enum {string}
             */
            sort?: "deadline" | "waiting" | "recent" | "priority";
        };
        ViewsCountInputBody: {
            filter: components["schemas"]["TicketsFilter"];
        };
        ViewsCounted: {
            /**
             * Format: int64
             * @description 1,000 at most.
             */
            count: number;
        };
        ViewsFound: {
            articles: components["schemas"]["ViewsArticle"][];
            /** @description What was typed as a filter. */
            chips: components["schemas"]["TicketsChip"][];
            customers: components["schemas"]["ViewsFoundCustomer"][];
            /** @description Nothing was found, and this is what the same keys give on a Korean keyboard. */
            instead: string;
            /** @description The cursor of further tickets; empty at the end. */
            next: string;
            orders: components["schemas"]["ViewsFoundOrder"][];
            tickets: components["schemas"]["ViewsFoundTicket"][];
            /** Format: int64 */
            took_ms: number;
            /** @description The rest: what was looked for. */
            words: string;
        };
        ViewsFoundCustomer: {
            email_masked: string;
            /** Format: int64 */
            id: number;
            name: string;
            /** @description The name with what was looked for marked, the syllables of initial consonants too. */
            name_pieces: components["schemas"]["ViewsPiece"][];
            phone_masked: string;
            /**
             * Format: int64
             * @description How many tickets they have, 100 at most.
             */
            tickets: number;
        };
        ViewsFoundOrder: {
            /** @description Of the buyer; empty for who may not read customers. */
            name: string;
            number: string;
            /** Format: date-time */
            placed_at: string;
            status: string;
            status_label: string;
            /**
             * Format: int64
             * @description The newest ticket about it.
             */
            ticket_number: number | null;
        };
        ViewsFoundTicket: {
            /** Format: date-time */
            at: string;
            /**
             * Format: int64
             * @description Of the message; 0 without one.
             */
            seq: number;
            /** @description Empty when the ticket was found by its number or by chips alone. */
            snippet: components["schemas"]["ViewsPiece"][];
            ticket: components["schemas"]["TicketsTicket"];
        };
        ViewsOrderInputBody: {
            ids: string[];
        };
        ViewsPiece: {
            hit: boolean;
            text: string;
        };
        ViewsPutBody: {
            columns?: string[];
            filter: components["schemas"]["TicketsFilter"];
            name: string;
            shared?: components["schemas"]["ViewsShared"];
            /**
             * @description deadline without it.
             * @enum {string}
             */
            sort?: "deadline" | "waiting" | "recent" | "priority";
            /**
             * Format: int64
             * @description The version the change was made on; 409 when there is a newer one.
             */
            version: number;
        };
        ViewsShared: {
            /** @enum {string} */
            kind: "me" | "team" | "role" | "all";
            /** @description The id of the team, or the role. */
            ref?: string;
        };
        ViewsView: {
            columns: string[];
            /**
             * Format: int64
             * @description Of its list, 1,000 at most.
             */
            count: number;
            filter: components["schemas"]["TicketsFilter"];
            id: string;
            /** @description Whether the asking person may change it. */
            mine: boolean;
            name: string;
            owner: components["schemas"]["TicketsPerson"];
            /** Format: int64 */
            position: number;
            shared: components["schemas"]["ViewsShared"];
            /** @enum {string} */
            sort: "deadline" | "waiting" | "recent" | "priority";
            /** Format: int64 */
            version: number;
        };
        WidgetDeflectedInputBody: {
            /** @enum {string} */
            lang?: "ko" | "en";
            q: string;
            slug: string;
        };
        WidgetLeaveInputBody: {
            /**
             * Format: uuid
             * @description Made by the writer: the same message twice is one.
             */
            client_id: string;
            /** @description For email; a member may leave it out. */
            email?: string;
            /** @enum {string} */
            lang?: "ko" | "en";
            order_number?: string;
            /** @description For sms; a member may leave it out. */
            phone?: string;
            /** @enum {string} */
            reply_by: "sms" | "email" | "none";
            text: string;
            /**
             * @description One of the topics of /widget/config.
             * @enum {string}
             */
            topic?: "order" | "delivery" | "return" | "product" | "other";
        };
        WidgetLookingInputBody: {
            cart?: components["schemas"]["GuideCart"];
            page: string;
            product?: components["schemas"]["GuideProduct"];
            title?: string;
        };
        WidgetLookupInputBody: {
            number: string;
            /** @description The buyer's whole number. */
            phone: string;
        };
        WidgetRequestInputBody: {
            /** @description Needed for an address. */
            address?: components["schemas"]["OrdersAddress"];
            /**
             * Format: uuid
             * @description Made by the writer: the same request twice is one.
             */
            client_id: string;
            /** @description Ids of uploaded photos. */
            files?: string[];
            /** @description Left out: the whole order. Of what is sent back they are named. */
            items?: components["schemas"]["OrdersAsked"][];
            /** @enum {string} */
            kind: "cancel" | "change" | "address" | "return" | "exchange";
            /** @enum {string} */
            reason: "mind" | "mistake" | "late" | "broken" | "wrong" | "moved" | "size" | "different" | "other";
            /**
             * Format: int64
             * @description The amount the shopper was shown; another one by now is a conflict.
             */
            refund?: number;
            /** @description Needed for a change or an exchange: what it shall be. */
            text?: string;
        };
        WidgetShownInputBody: {
            /** @description The page it is about to be shown on: its path, or its whole address. */
            page?: string;
        };
        WidgetTranscriptInputBody: {
            /** @description Empty: the member's own address. */
            email?: string;
        };
        WidgetVerifyInputBody: {
            code: string;
            /** Format: uuid */
            lookup: string;
        };
        WidgetWidgetSendInputBody: {
            /** Format: uuid */
            client_id: string;
            /** @description Uploaded files; with one the text may be empty. */
            files?: string[];
            /** @enum {string} */
            lang?: "ko" | "en";
            text?: string;
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
    "get-api-v1-automations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RulesList"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-automations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RulesDraft"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RulesRule"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-automations-dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AutomationsTryInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RulesTrial"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-automations-dry-run-by-uid": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RulesTrial"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-api-v1-automations-dry-run-by-uid": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-automations-order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AutomationsOrderInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-automations-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AutomationsUpdateInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RulesRule"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-api-v1-automations-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-automations-by-id-log": {
        parameters: {
            query?: {
                /** @description The id of the last line of the page before. */
                cursor?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageRulesLogLine"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-api-v1-bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkJob"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkBeginInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkJob"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-bulk-by-uid": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkJob"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-bulk-by-uid-cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkJob"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-bulk-by-uid-items": {
        parameters: {
            query?: {
                /** @description All without it. */
                state?: "waiting" | "done" | "same" | "failed" | "undone" | "kept" | "";
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageBulkItem"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-bulk-by-uid-undo": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkJob"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatCalendarView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatCalendarBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatCalendarView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-calendar-close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ChatCloseBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatCalendarView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-calendar-me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatPersonHoursView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-calendar-me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatPersonHours"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatPersonHoursView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-calendar-open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatCalendarView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-calendar-people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatPeopleHoursView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-calendar-people-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatPersonHoursView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-calendar-people-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatPersonHours"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatPersonHoursView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-calendar-preview": {
        parameters: {
            query?: {
                /** @description Left out: now. */
                at?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatPreviewView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-calendar-preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CalendarPreviewPlanInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatPreviewPlanView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-callers": {
        parameters: {
            query: {
                /** @description As the telephone shows it. */
                phone: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactCaller"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-campaigns": {
        parameters: {
            query?: {
                state?: "draft" | "scheduled" | "held" | "freezing" | "sending" | "paused" | "done" | "cancelled";
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageCampaignCampaign"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignText"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignCampaign"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-campaigns-audience": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignAudience"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignPreview"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-campaigns-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignCampaign"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-campaigns-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignsUpdateInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignCampaign"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-campaigns-by-id-cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CampaignsActInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignCampaign"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-campaigns-by-id-pause": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CampaignsActInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignCampaign"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-campaigns-by-id-resume": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CampaignsActInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignCampaign"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-campaigns-by-id-schedule": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignsScheduleInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignCampaign"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-api-v1-chat-rules": {
        parameters: {
            query?: {
                /** @description Both without it. */
                kind?: "answer" | "prompt";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuideRule"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-chat-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GuideDraft"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuideRule"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-chat-rules-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatUpdateInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuideRule"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-api-v1-chat-rules-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactFormOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactSendInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactSendView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-conversations-by-uid-block": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuideContextView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-conversations-by-uid-contact": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatContactView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-conversations-by-uid-context": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuideContextView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-conversations-by-uid-draft": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatDraftsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-conversations-by-uid-draft": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConversationsPutDraftInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatDraftView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-api-v1-conversations-by-uid-draft": {
        parameters: {
            query: {
                kind: "answer" | "note";
            };
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-conversations-by-uid-files": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FilesAnnouncement"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilesBeganView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-conversations-by-uid-files-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilesUploadView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-api-v1-conversations-by-uid-files-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-conversations-by-uid-files-by-id-url": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilesLinkView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-conversations-by-uid-messages": {
        parameters: {
            query?: {
                before?: number;
                after?: number;
                limit?: number;
            };
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatMessagesView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-conversations-by-uid-messages-by-seq-withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
                seq: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuideWithdrawView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-conversations-by-uid-unblock": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuideContextView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-coupons": {
        parameters: {
            query?: {
                /** @description Those of one occasion alone. */
                occasion?: "birthday" | "hand";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageCouponProgramme"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-coupons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CouponSetup"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CouponProgramme"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-coupons-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CouponRun"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-coupons-by-code": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CouponIssue"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-coupons-by-code": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The number of the programme. */
                code: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CouponsUpdateInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CouponProgramme"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-coupons-by-code-redeem": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CouponsRedeemInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CouponIssue"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-customers-by-ref": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopCustomer"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-customers-by-ref": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ref: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShopCustomerBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopCustomer"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-customers-by-ref-consents": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageConsentEvidence"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-customers-by-ref-consents": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ref: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomersRecordInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentAnswer"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-deliveries": {
        parameters: {
            query?: {
                /** @description The number of an order. */
                order?: string;
                /** @description The shop's own key of a customer. */
                customer?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotifyListed"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-deliveries-export": {
        parameters: {
            query?: {
                /** @description Only what has changed since then. */
                since?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-deliveries-held": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotifyHeldKind"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-deliveries-held": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeliveriesSettleInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotifySettled"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-faq-articles": {
        parameters: {
            query?: {
                lang?: "ko" | "en";
                state?: "draft" | "published";
                category?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageFaqArticle"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-faq-articles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FaqDraft"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaqArticle"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-faq-articles-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaqArticle"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-faq-articles-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FaqUpdateInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaqArticle"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-faq-articles-by-id-publish": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaqArticle"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-faq-articles-by-id-unpublish": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaqArticle"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-api-v1-faq-categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaqCategory"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-faq-preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FaqPreviewInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaqPreviewView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-faq-public-by-slug": {
        parameters: {
            query?: {
                lang?: "ko" | "en";
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaqPublicArticle"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-api-v1-faq-search": {
        parameters: {
            query: {
                q: string;
                lang?: "ko" | "en";
                /** @description Where it is asked; nothing is kept of it here. */
                place?: "help" | "widget" | "console";
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaqResult"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-faq-searches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FaqNoteInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-inbound-mail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "message/rfc822": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailReceived"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-inbound-sms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InboundSmsInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowSmsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-macro-runs-by-client-id-undo": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepliesUndoAnswer"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-api-v1-macros": {
        parameters: {
            query?: {
                /** @description Words, or initial consonants. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepliesMacro"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-macros": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RepliesMacroDraft"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepliesMacro"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-macros-by-uid": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MacrosUpdateMacroInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepliesMacro"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-api-v1-macros-by-uid": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-macros-by-uid-preview": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MacrosPreviewMacroInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepliesPreview"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-macros-by-uid-run": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MacrosRunInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepliesRunAnswer"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-mails": {
        parameters: {
            query?: {
                state?: "quarantined" | "ignored" | "done";
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageMailShown"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-mails-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailShown"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-mails-by-id-dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailShown"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-api-v1-mails-by-id-raw": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Security-Policy"?: string;
                    "Content-Type"?: string;
                    "X-Content-Type-Options"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-mails-by-id-retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailShown"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-mails-by-id-ticket": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailShown"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-me-alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertsPrefs"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-me-alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MeSaveInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertsPrefs"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-me-alerts-test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MeTestInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertsTested"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-me-preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffPreferences"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-me-preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffPreferences"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffPreferences"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-mentions": {
        parameters: {
            query?: {
                /** @description Only those that I have not read. */
                unread?: boolean;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageMentionsMention"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-mentions-count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MentionsCount"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-mentions-read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MentionsReadInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MentionsCount"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-mentions-unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MentionsUnreadInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MentionsCount"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-order-requests": {
        parameters: {
            query: {
                /** @description The ticket's number. */
                ticket: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOrdersStaffView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-order-requests-by-id-approve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderrequestsDecideInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersStaffView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-order-requests-by-id-done": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderrequestsDecideInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersStaffView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-order-requests-by-id-refuse": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderrequestsDecideInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersStaffView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-orders-by-number": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopOrder"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-orders-by-number": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShopOrderBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopOrder"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-orders-by-number-arrival": {
        parameters: {
            query: {
                /** @description YYYY-MM-DD */
                made: string;
                reason?: string;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopArrival"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-orders-by-number-arrival": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrdersPutArrivalInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopOrder"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-orders-by-number-scans": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrdersScansInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopScansView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-people-by-id-coupons": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CouponGifts"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-people-by-id-coupons": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PeopleGiveInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CouponIssue"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-people-by-id-duplicates": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopLikeness"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-people-by-id-memo": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopMemo"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-people-by-id-memo": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PeopleMemoInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopMemo"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-people-by-id-merge": {
        parameters: {
            query: {
                /** @description Who would go on in them. */
                from: number;
            };
            header?: never;
            path: {
                /** @description Who stays. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopMergePreview"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-people-by-id-merge": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Who stays. */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PeopleMergeInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopMerge"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-people-by-id-merges-by-merge-undo": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                merge: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PeopleUnmergeInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopMerge"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-people-by-id-reveal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PeopleRevealInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatRevealView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-people-by-id-tags": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PeopleTagsInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopTagsSaved"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-people-by-id-timeline": {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageReportLine"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatPresenceView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PresencePutPresenceInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatPresenceView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-presence-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PresencePutCapacityInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatPresenceView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-api-v1-replies": {
        parameters: {
            query?: {
                /** @description Words, or initial consonants. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepliesReply"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RepliesDraft"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepliesReply"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-replies-menu": {
        parameters: {
            query: {
                /** @description The number. */
                ticket: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepliesMenu"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-replies-preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RepliesPreviewInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepliesFilled"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-api-v1-replies-variables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepliesVariable"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-replies-by-uid": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RepliesUpdateInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepliesReply"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-api-v1-replies-by-uid": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-replies-by-uid-used": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-reports-agents": {
        parameters: {
            query?: {
                /** @description The first day, in the shop's zone; without it 28 days before the last. */
                from?: string;
                /** @description The last day; today without it. */
                to?: string;
                channel?: "chat" | "mail" | "form" | "phone" | "sms" | "";
                /** @description People of a team alone. */
                team?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportAgentsReport"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-reports-kept": {
        parameters: {
            query?: {
                /** @description Business minutes to the first answer; 0: none is owed. */
                first?: number;
                /** @description Business minutes to each later answer. */
                next?: number;
                /** @description Business minutes until it is settled. */
                solve?: number;
                /** @description Of these channels alone. */
                channels?: string[];
                /** @description Of these types alone. */
                types?: string[];
                /** @description With one of these tags. */
                tags?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportKept"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-reports-live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportLive"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-returns": {
        parameters: {
            query?: {
                /** @description The number of an order; left out: those that wait for the reader's approval. */
                order?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageReturnsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-returns-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-returns-by-id-again": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-returns-by-id-approve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-returns-by-id-done": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnsByHand"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-returns-by-id-received": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-returns-by-id-reject": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnsRejectInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-returns-by-id-result": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnsResult"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-search": {
        parameters: {
            query: {
                /** @description Words, and chips such as 담당:하은 상태:열림 or status:open. */
                q: string;
                /** @description tickets, customers, orders, articles; all without it. */
                kinds?: string[];
                /** @description For further tickets. */
                cursor?: string;
                /** @description Of each group. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewsFound"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffSession"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionSignInInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffSession"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-api-v1-session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-settings-returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnsSettings"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-settings-returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsPutSettingsInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnsSaved"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-settings-returns-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnsSecret"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-settings-returns-test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnsTrial"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-settings-shop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffShopView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-settings-shop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffShopView"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffShopView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-sla-jobs-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SlaJob"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-sla-policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SlaPolicyList"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-sla-policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SlaPolicyBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SlaPolicy"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-sla-policies-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SlaPolicyBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SlaPolicy"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-api-v1-sla-policies-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-sla-policies-by-id-reapply": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SlaJob"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-sla-preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SlaPreviewInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SlaPreviewView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-api-v1-staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffColleague"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-tags": {
        parameters: {
            query?: {
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageTicketsTag"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagsTagInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageTicketsTagUse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-tags-remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagsTagInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageTicketsTagUse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-tags-rename": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagsRenameTagInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageTicketsTagUse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-tags-uses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageTicketsTagUse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageTicketsTeam"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketsTeamForm"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketsTeam"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-teams-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TeamsSaveTeamInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketsTeam"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-api-v1-teams-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-ticket-states": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageTicketsOwnState"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-ticket-states": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketstatesAddStateInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketsOwnState"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-ticket-states-by-key": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketstatesSaveStateInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketsOwnState"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-api-v1-ticket-states-by-key": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-ticket-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageTicketsType"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-ticket-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TickettypesAddTypeInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketsType"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-ticket-types-by-key": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TickettypesSaveTypeInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketsType"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-api-v1-ticket-types-by-key": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-tickets": {
        parameters: {
            query?: {
                /** @description Any of these; all without it. */
                state?: ("new" | "open" | "waiting" | "solved" | "closed")[];
                /** @description me, none or ids of people. */
                owner?: string[];
                /** @description chat, mail, form, phone, sms. */
                channel?: string[];
                /** @description mine, none or ids of teams. */
                team?: string[];
                /** @description Any of these tags. */
                tag?: string[];
                /** @description Keys of ticket types. */
                type?: string[];
                /** @description 0 none to 3 urgent. */
                priority?: number[];
                /** @description Where the ticket's order stands: placed, paid, preparing, shipped, delivered, cancelled. */
                order_status?: string[];
                /** @description The day that was promised for the ticket's order was so many days ago or more, and the order has not left. */
                late_days?: number;
                /** @description The number of the ticket's order, or its end. */
                order?: string;
                /** @description Tags of the customer, such as VIP; capitals do not matter. */
                grade?: string[];
                /** @description The shopper has waited for so many minutes or more. */
                waited?: number;
                /** @description What the shopper gave for how it went. */
                score?: number[];
                /** @description What came of the last call: reached, no_answer, voicemail, call_back, wrong_number. */
                call?: string[];
                /** @description only: those put aside; with: those too; without it they are left out. */
                snoozed?: "only" | "with" | "";
                /** @description Spam alone; without it there is none. */
                spam?: boolean;
                /** @description Words that stand in one of the newest 5,000 messages with them; chips such as 담당:하은 or status:open are filters. */
                q?: string;
                /** @description One of the conditions is enough. */
                any?: boolean;
                /** @description A saved view: its filter, which the other fields narrow, and its sort unless one is given. */
                view?: string;
                /** @description deadline without it. */
                sort?: "deadline" | "waiting" | "recent" | "priority";
                cursor?: string;
                limit?: number;
                /** @description Just these, in any state; the other filters and the order do not apply. */
                ids?: number[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageTicketsTicket"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketsMaking"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketsTicket"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-tickets-counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketsCounts"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-tickets-ids": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketsIdsInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketsChosen"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-tickets-snooze-choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageTicketsSnoozeChoice"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-tickets-by-number": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketsDetail"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-api-v1-tickets-by-number": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketsChangeInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketsTicket"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-tickets-by-number-answer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketsAnswerInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketsTicket"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-tickets-by-number-assign": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketsAssignInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketsTicket"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-tickets-by-number-calls": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketsCall"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketsTicket"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-tickets-by-number-clocks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SlaClockList"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-tickets-by-number-mail": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LettersSuggested"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-tickets-by-number-merge": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketsMergeInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketsTicket"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-tickets-by-number-merge-candidates": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageTicketsTicket"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-tickets-by-number-note": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketsNoteInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketsTicket"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-tickets-by-number-parent": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketsParentInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketsTicket"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-tickets-by-number-reopen": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TicketsReopenBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketsTicket"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-tickets-by-number-resend": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketsResendInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketsTicket"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-tickets-by-number-returns": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageReturnsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-tickets-by-number-returns": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnsAsking"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-tickets-by-number-returns-quote": {
        parameters: {
            query?: {
                /** @description The number of the order; left out: the ticket's. */
                order?: string;
                kind?: "cancel" | "return" | "exchange" | "refund" | "address";
                /** @description LINE:QUANTITY,… of the order's lines. */
                items?: string;
            };
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnsQuote"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-api-v1-tickets-by-number-scheduled": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LaterAnswer"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-tickets-by-number-scheduled": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketsPlanInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LaterAnswer"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-tickets-by-number-scheduled-by-uid": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                uid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketsEditInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LaterAnswer"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-api-v1-tickets-by-number-scheduled-by-uid": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LaterAnswer"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-tickets-by-number-scheduled-by-uid-now": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LaterAnswer"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-tickets-by-number-seen": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TicketsSeenInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-tickets-by-number-snooze": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketsSnoozeInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketsTicket"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-tickets-by-number-solve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TicketsSolveBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketsTicket"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-tickets-by-number-split": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketsSplitInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketsTicket"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-tickets-by-number-undo": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketsUndoInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketsTicket"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-tickets-by-number-unread": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-tickets-by-number-unsend": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketsUnsendInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LettersUnsendView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-tickets-by-number-unsnooze": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketsTicket"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-api-v1-views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewsView"][];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewsBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-views-count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewsCountInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewsCounted"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-views-order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewsOrderInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-api-v1-views-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewsPutBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-api-v1-views-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-views-by-id-count": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewsCounted"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-widget-config": {
        parameters: {
            query: {
                key: string;
                lang?: "ko" | "en";
                /** @description The zone of who looks: when their clocks show another time, the sentences say whose are meant. */
                tz?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatConfigView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-widget-context": {
        parameters: {
            query: {
                key: string;
                /** @description The language of texts in the answer; left out: as the browser wishes. */
                lang?: "ko" | "en";
            };
            header?: {
                /** @description The visitor's token. */
                "X-Dari-Visitor"?: string;
                /** @description The member's token, signed by the shop. */
                "X-Dari-Member"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WidgetLookingInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-widget-deflected": {
        parameters: {
            query: {
                key: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WidgetDeflectedInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-widget-end": {
        parameters: {
            query: {
                key: string;
                /** @description The language of texts in the answer; left out: as the browser wishes. */
                lang?: "ko" | "en";
            };
            header?: {
                /** @description The visitor's token. */
                "X-Dari-Visitor"?: string;
                /** @description The member's token, signed by the shop. */
                "X-Dari-Member"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuideEndView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-widget-files": {
        parameters: {
            query: {
                key: string;
                /** @description The language of texts in the answer; left out: as the browser wishes. */
                lang?: "ko" | "en";
            };
            header?: {
                /** @description The visitor's token. */
                "X-Dari-Visitor"?: string;
                /** @description The member's token, signed by the shop. */
                "X-Dari-Member"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FilesAnnouncement"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilesBeganView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-widget-files-by-id": {
        parameters: {
            query: {
                key: string;
                /** @description The language of texts in the answer; left out: as the browser wishes. */
                lang?: "ko" | "en";
            };
            header?: {
                /** @description The visitor's token. */
                "X-Dari-Visitor"?: string;
                /** @description The member's token, signed by the shop. */
                "X-Dari-Member"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilesUploadView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-api-v1-widget-files-by-id": {
        parameters: {
            query: {
                key: string;
                /** @description The language of texts in the answer; left out: as the browser wishes. */
                lang?: "ko" | "en";
            };
            header?: {
                /** @description The visitor's token. */
                "X-Dari-Visitor"?: string;
                /** @description The member's token, signed by the shop. */
                "X-Dari-Member"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-widget-files-by-id-url": {
        parameters: {
            query: {
                key: string;
                /** @description The language of texts in the answer; left out: as the browser wishes. */
                lang?: "ko" | "en";
            };
            header?: {
                /** @description The visitor's token. */
                "X-Dari-Visitor"?: string;
                /** @description The member's token, signed by the shop. */
                "X-Dari-Member"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilesLinkView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-widget-leave": {
        parameters: {
            query: {
                key: string;
                /** @description The language of texts in the answer; left out: as the browser wishes. */
                lang?: "ko" | "en";
            };
            header?: {
                /** @description The visitor's token. */
                "X-Dari-Visitor"?: string;
                /** @description The member's token, signed by the shop. */
                "X-Dari-Member"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WidgetLeaveInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatLeaveView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-widget-logout": {
        parameters: {
            query: {
                key: string;
                /** @description The language of texts in the answer; left out: as the browser wishes. */
                lang?: "ko" | "en";
            };
            header?: {
                /** @description The visitor's token. */
                "X-Dari-Visitor"?: string;
                /** @description The member's token, signed by the shop. */
                "X-Dari-Member"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatLogoutView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-widget-me": {
        parameters: {
            query: {
                key: string;
                /** @description The language of texts in the answer; left out: as the browser wishes. */
                lang?: "ko" | "en";
            };
            header?: {
                /** @description The visitor's token. */
                "X-Dari-Visitor"?: string;
                /** @description The member's token, signed by the shop. */
                "X-Dari-Member"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatMeView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-widget-messages": {
        parameters: {
            query: {
                key: string;
                /** @description The language of texts in the answer; left out: as the browser wishes. */
                lang?: "ko" | "en";
                after?: number;
                /** @description Seconds to wait for something new when there is nothing after the number. */
                wait?: number;
            };
            header?: {
                /** @description The visitor's token. */
                "X-Dari-Visitor"?: string;
                /** @description The member's token, signed by the shop. */
                "X-Dari-Member"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatMessagesView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-widget-messages": {
        parameters: {
            query: {
                key: string;
                /** @description The language of texts in the answer; left out: as the browser wishes. */
                lang?: "ko" | "en";
            };
            header?: {
                /** @description The visitor's token. */
                "X-Dari-Visitor"?: string;
                /** @description The member's token, signed by the shop. */
                "X-Dari-Member"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WidgetWidgetSendInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatWidgetSendView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-widget-orders": {
        parameters: {
            query: {
                key: string;
                /** @description The language of texts in the answer; left out: as the browser wishes. */
                lang?: "ko" | "en";
            };
            header?: {
                /** @description The visitor's token. */
                "X-Dari-Visitor"?: string;
                /** @description The member's token, signed by the shop. */
                "X-Dari-Member"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersOrdersView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-widget-orders-lookup": {
        parameters: {
            query: {
                key: string;
                /** @description The language of texts in the answer; left out: as the browser wishes. */
                lang?: "ko" | "en";
            };
            header?: {
                /** @description The visitor's token. */
                "X-Dari-Visitor"?: string;
                /** @description The member's token, signed by the shop. */
                "X-Dari-Member"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WidgetLookupInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersLookupView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-widget-orders-lookup-by-lookup-resend": {
        parameters: {
            query: {
                key: string;
                /** @description The language of texts in the answer; left out: as the browser wishes. */
                lang?: "ko" | "en";
            };
            header?: {
                /** @description The visitor's token. */
                "X-Dari-Visitor"?: string;
                /** @description The member's token, signed by the shop. */
                "X-Dari-Member"?: string;
            };
            path: {
                lookup: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersLookupView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-widget-orders-verify": {
        parameters: {
            query: {
                key: string;
                /** @description The language of texts in the answer; left out: as the browser wishes. */
                lang?: "ko" | "en";
            };
            header?: {
                /** @description The visitor's token. */
                "X-Dari-Visitor"?: string;
                /** @description The member's token, signed by the shop. */
                "X-Dari-Member"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WidgetVerifyInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersVerifyView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-widget-orders-by-number-quote": {
        parameters: {
            query: {
                key: string;
                /** @description The language of texts in the answer; left out: as the browser wishes. */
                lang?: "ko" | "en";
                kind?: "cancel" | "return" | "exchange";
                /** @description ID:QUANTITY,… of the order's items; left out: all of them. */
                items?: string;
            };
            header?: {
                /** @description The visitor's token. */
                "X-Dari-Visitor"?: string;
                /** @description The member's token, signed by the shop. */
                "X-Dari-Member"?: string;
            };
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersQuoteView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-widget-orders-by-number-requests": {
        parameters: {
            query: {
                key: string;
                /** @description The language of texts in the answer; left out: as the browser wishes. */
                lang?: "ko" | "en";
            };
            header?: {
                /** @description The visitor's token. */
                "X-Dari-Visitor"?: string;
                /** @description The member's token, signed by the shop. */
                "X-Dari-Member"?: string;
            };
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WidgetRequestInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersRequestView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-widget-orders-by-number-requests-by-id-withdraw": {
        parameters: {
            query: {
                key: string;
                /** @description The language of texts in the answer; left out: as the browser wishes. */
                lang?: "ko" | "en";
            };
            header?: {
                /** @description The visitor's token. */
                "X-Dari-Visitor"?: string;
                /** @description The member's token, signed by the shop. */
                "X-Dari-Member"?: string;
            };
            path: {
                number: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersRequestView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-widget-rules": {
        parameters: {
            query: {
                key: string;
                /** @description The language of texts in the answer; left out: as the browser wishes. */
                lang?: "ko" | "en";
            };
            header?: {
                /** @description The visitor's token. */
                "X-Dari-Visitor"?: string;
                /** @description The member's token, signed by the shop. */
                "X-Dari-Member"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuidePromptsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-widget-rules-by-id-shown": {
        parameters: {
            query: {
                key: string;
                /** @description The language of texts in the answer; left out: as the browser wishes. */
                lang?: "ko" | "en";
            };
            header?: {
                /** @description The visitor's token. */
                "X-Dari-Visitor"?: string;
                /** @description The member's token, signed by the shop. */
                "X-Dari-Member"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["WidgetShownInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuideShownView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-widget-survey-by-uid": {
        parameters: {
            query: {
                key: string;
                /** @description The language of texts in the answer; left out: as the browser wishes. */
                lang?: "ko" | "en";
            };
            header?: {
                /** @description The visitor's token. */
                "X-Dari-Visitor"?: string;
                /** @description The member's token, signed by the shop. */
                "X-Dari-Member"?: string;
            };
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GuideSurveyAnswer"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuideSurveyView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-widget-transcript": {
        parameters: {
            query: {
                key: string;
                /** @description The language of texts in the answer; left out: as the browser wishes. */
                lang?: "ko" | "en";
            };
            header?: {
                /** @description The visitor's token. */
                "X-Dari-Visitor"?: string;
                /** @description The member's token, signed by the shop. */
                "X-Dari-Member"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WidgetTranscriptInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowTranscriptView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-widget-transcript-verify": {
        parameters: {
            query: {
                key: string;
                /** @description The language of texts in the answer; left out: as the browser wishes. */
                lang?: "ko" | "en";
            };
            header?: {
                /** @description The visitor's token. */
                "X-Dari-Visitor"?: string;
                /** @description The member's token, signed by the shop. */
                "X-Dari-Member"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WidgetVerifyInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowTranscriptView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-api-v1-widget-transcript-by-lookup-resend": {
        parameters: {
            query: {
                key: string;
                /** @description The language of texts in the answer; left out: as the browser wishes. */
                lang?: "ko" | "en";
            };
            header?: {
                /** @description The visitor's token. */
                "X-Dari-Visitor"?: string;
                /** @description The member's token, signed by the shop. */
                "X-Dari-Member"?: string;
            };
            path: {
                lookup: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowTranscriptView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-api-v1-widget-unread": {
        parameters: {
            query: {
                key: string;
                /** @description The language of texts in the answer; left out: as the browser wishes. */
                lang?: "ko" | "en";
            };
            header?: {
                /** @description The visitor's token. */
                "X-Dari-Visitor"?: string;
                /** @description The member's token, signed by the shop. */
                "X-Dari-Member"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatUnreadView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
