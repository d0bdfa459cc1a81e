// The API as types. Written by `npm run generate` from openapi.json.
// Must never be edited by hand; change the server and generate again.

export interface paths {
    "/admin/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the API keys in the order of their making, revoked and expired ones too.
         * @description Needs a signed-in person with the permission `keys:manage`.
         */
        get: operations["listApiKeysAtDesk"];
        put?: never;
        /**
         * Makes an API key. The answer is the only time the key is shown.
         * @description Needs a signed-in person with the permission `keys:manage`.
         */
        post: operations["createApiKeyAtDesk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/api-keys/scopes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what a key can be allowed.
         * @description Needs a signed-in person with the permission `keys:manage`.
         */
        get: operations["listScopes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/api-keys/{id}/revocations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revokes an API key at once. Revoking it again changes nothing.
         * @description Needs a signed-in person with the permission `keys:manage`.
         */
        post: operations["revokeApiKeyAtDesk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists requests that need or needed a second person, the newest first.
         * @description Needs a signed-in person with the permission `desk:read`.
         */
        get: operations["listApprovals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/approvals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a request, and whether it is still what was asked for.
         * @description Needs a signed-in person with the permission `desk:read`.
         */
        get: operations["showApproval"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/approvals/{id}/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approves a request of somebody else, which carries it out; `outcome` tells how that went.
         * @description Needs a signed-in person with the permission `refunds:approve`.
         */
        post: operations["approveRefund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/approvals/{id}/refusals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuses a request of somebody else. Nothing is sent.
         * @description Needs a signed-in person with the permission `refunds:approve`.
         */
        post: operations["refuseRefund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/approvals/{id}/withdrawals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes back one's own request. Nothing is sent.
         * @description Needs a signed-in person with the permission `refunds:ask`.
         */
        post: operations["withdrawRefund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Searches what people did, the newest first.
         * @description Needs a signed-in person with the permission `audit:read`.
         */
        get: operations["searchAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/billing-keys/searches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Searches stored cards and accounts, the newest first.
         * @description Needs a signed-in person with the permission `desk:read`.
         */
        post: operations["searchBillingKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/billing-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a stored card or account, masked.
         * @description Needs a signed-in person with the permission `desk:read`.
         */
        get: operations["showBillingKeyAtDesk"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/billing-keys/{id}/charges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what was charged on a stored card or account, the newest first.
         * @description Needs a signed-in person with the permission `desk:read`.
         */
        get: operations["listChargesOfBillingKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/billing-keys/{id}/deregistrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a stored card or account: it cannot be charged from now on, and the provider is told until it agrees. Safe to
         *     repeat. Its `status` says how far it is: `removing` while the provider is told, `abandoned` when the buyer had not
         *     finished registering, otherwise it had ended already.
         * @description Needs a signed-in person with the permission `billing:manage`.
         */
        post: operations["deregisterBillingKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists changes of rights that need or needed a second person, the newest first.
         * @description Needs a signed-in person with the permission `rights:approve`.
         */
        get: operations["listChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/changes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a change: what it was, and what it is to be.
         * @description Needs a signed-in person with the permission `rights:approve`.
         */
        get: operations["showChange"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/changes/{id}/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approves a change that somebody else asked for, and that is not about oneself. It is made at once.
         * @description Needs a signed-in person with the permission `rights:approve`.
         */
        post: operations["approveChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/changes/{id}/rejections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rejects a change that somebody else asked for. What was made for it ends.
         * @description Needs a signed-in person with the permission `rights:approve`.
         */
        post: operations["rejectChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/changes/{id}/withdrawals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes back a change that one asked for oneself.
         * @description Needs a signed-in person with the permission `rights:approve`.
         */
        post: operations["withdrawChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows how a day, a week or a month goes in Korea: sales, refunds, success, doubts, the queue and webhooks.
         * @description Needs a signed-in person with the permission `desk:read`.
         */
        get: operations["showFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/invitations/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets the password of an invited person, who signs in with it next. The link works once. */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/orders/choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows what orders can be filtered by.
         * @description Needs a signed-in person with the permission `desk:read`.
         */
        get: operations["showOrderChoices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/orders/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Writes what a search finds into a CSV file, buyers masked. Each line that ends with CRLF is an order.
         * @description Needs a signed-in person with the permission `desk:read`.
         */
        post: operations["exportOrders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/orders/searches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finds orders, the newest first. Changes nothing; a body, because what is searched for may name a person.
         * @description Needs a signed-in person with the permission `desk:read`.
         */
        post: operations["searchOrders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/orders/unmasked-exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The same with buyers unmasked. The reason is in the audit trail.
         * @description Needs a signed-in person with the permission `desk:unmask`.
         */
        post: operations["exportUnmaskedOrders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows an order whole, with the latest of what happened. With the `ETag` of an earlier answer: 304 while it is the same.
         * @description Needs a signed-in person with the permission `desk:read`.
         */
        get: operations["showOrderPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/orders/{id}/evidence/{subjectId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows why a payment or cancellation of an order is where it is.
         * @description Needs a signed-in person with the permission `desk:read`.
         */
        get: operations["showOrderEvidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/orders/{id}/exchanges/{exchangeId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows what was sent to a provider and what came back, scrubbed.
         * @description Needs a signed-in person with the permission `desk:read`.
         */
        get: operations["showOrderExchange"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/orders/{id}/external-cancellation-previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tells what recording money that went back elsewhere would do, and whether it needs a second person. Records nothing.
         * @description Needs a signed-in person with the permission `decisions:make`.
         */
        post: operations["previewExternalCancellation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/orders/{id}/external-cancellations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Records what the preview showed, or asks a second person. The same key again tells what has become of it by then.
         * @description Needs a signed-in person with the permission `decisions:make`.
         */
        post: operations["askExternalCancellation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/orders/{id}/refund-previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tells what a refund would do, and whether it needs a second person. Sends nothing.
         * @description Needs a signed-in person with the permission `refunds:ask`.
         */
        post: operations["previewRefund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/orders/{id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refunds what the preview showed, or asks a second person. The same key again tells what has become of it by then.
         * @description Needs a signed-in person with the permission `refunds:ask`.
         */
        post: operations["askRefund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/orders/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows what happened to an order before the part that was read already.
         * @description Needs a signed-in person with the permission `desk:read`.
         */
        get: operations["showOrderTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/orders/{id}/unmaskings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Shows who buys, in full. Who asked and why is in the audit trail.
         * @description Needs a signed-in person with the permission `desk:unmask`.
         */
        post: operations["unmaskOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Changes one's own password. One's other sessions end.
         * @description Needs a signed-in person.
         */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the people, disabled ones too.
         * @description Needs a signed-in person with the permission `people:manage`.
         */
        get: operations["listPeople"];
        put?: never;
        /**
         * Makes a person and an invitation for them. The answer is the only time the link is shown. Roles that give rights over
         *     money come, and the link opens, when a second administrator has approved it.
         * @description Needs a signed-in person with the permission `people:manage`.
         */
        post: operations["createPerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a person.
         * @description Needs a signed-in person with the permission `people:manage`.
         */
        get: operations["showPerson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes name, roles or limit, disables a person or lets them in again. It takes effect at once, unless something of it
         *     gives rights over money: then all of it waits for a second administrator. Nobody changes their own roles or limit.
         * @description Needs a signed-in person with the permission `people:manage`.
         */
        patch: operations["changePerson"];
        trace?: never;
    };
    "/admin/people/{id}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a new link with which the person sets a password. Using it also takes their second factor away.
         * @description Needs a signed-in person with the permission `people:manage`.
         */
        post: operations["invitePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the providers that are in use.
         * @description Needs a signed-in person with the permission `desk:read`.
         */
        get: operations["listProviders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what no machine could settle: payments, cancellations, billing keys and cash receipts, oldest first.
         * @description Needs a signed-in person with the permission `desk:read`.
         */
        get: operations["listQueue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/queue/{kind}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows one thing with its evidence, what can be said about it, and what each answer leads to.
         * @description Needs a signed-in person with the permission `desk:read`.
         */
        get: operations["showQueueItem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/queue/{kind}/{id}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The person says that it happened, that it did not, or that it cannot be told yet. Of two at once, one is heard.
         * @description Needs a signed-in person with the permission `decisions:make`.
         */
        post: operations["decideQueueItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes new recovery codes and shows them this once; earlier ones work no more.
         * @description Needs a signed-in person.
         */
        post: operations["renewRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/refund-batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists files of refunds, the newest first.
         * @description Needs a signed-in person with the permission `desk:read`.
         */
        get: operations["listRefundBatches"];
        put?: never;
        /**
         * Reads a CSV file of refunds and says of every row what it would do, or what is wrong with it. Sends nothing.
         * @description Needs a signed-in person with the permission `refunds:ask`.
         */
        post: operations["checkRefundBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/refund-batches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a file of refunds with what became of each line.
         * @description Needs a signed-in person with the permission `desk:read`.
         */
        get: operations["showRefundBatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/refund-batches/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has a file carried out line by line, in the background. Starting it again does nothing.
         * @description Needs a signed-in person with the permission `refunds:ask`.
         */
        post: operations["startRefundBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets the second factor up with its first code. Shows the recovery codes this once, and sets a new session cookie.
         * @description Needs a session, also a half one.
         */
        post: operations["setUpSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/second-factor/enrolments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins to set up a second factor. It counts once its first code is given at `POST /admin/second-factor`.
         * @description Needs a session, also a half one.
         */
        post: operations["beginSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/sellers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the sellers.
         * @description Needs a signed-in person with the permission `sellers:manage`.
         */
        get: operations["listSellersAtDesk"];
        put?: never;
        /**
         * Sets up a seller: a branch whose payments use its own credentials at the providers.
         * @description Needs a signed-in person with the permission `sellers:manage`.
         */
        post: operations["createSellerAtDesk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/sellers/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a seller, and at which providers it has credentials.
         * @description Needs a signed-in person with the permission `sellers:manage`.
         */
        get: operations["showSellerAtDesk"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Gives a seller another name. Its code is for good.
         * @description Needs a signed-in person with the permission `sellers:manage`.
         */
        patch: operations["changeSeller"];
        trace?: never;
    };
    "/admin/sellers/{code}/credentials/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sets a seller’s credentials at a provider. They are never shown again. New payments use them once a second administrator
         *     has approved them; payments made before are confirmed and cancelled with the credentials they were made with.
         * @description Needs a signed-in person with the permission `sellers:manage`.
         */
        put: operations["setSellerCredentialsAtDesk"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows who is signed in, what they may do, and the token for their writes.
         * @description Needs a session, also a half one.
         */
        get: operations["showSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists one's own sessions, the newest first.
         * @description Needs a signed-in person.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /**
         * Signs out everywhere: ends all of one's sessions, this one too, and forgets the devices they were on.
         * @description Needs a signed-in person.
         */
        delete: operations["endAllSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends one of one's own sessions. One that has ended already changes nothing.
         * @description Needs a signed-in person.
         */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in with e-mail and password. Sets the session cookie; `next` says what is still missing. */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/sign-in/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Completes the sign-in with a code of the app, or with a recovery code. Sets a new session cookie.
         * @description Needs a session, also a half one.
         */
        post: operations["giveSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends this session.
         * @description Needs a session, also a half one.
         */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/simulators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows the simulators: what can go wrong there, and what goes wrong from now on.
         * @description Needs a signed-in person with the permission `simulators:manage`.
         */
        get: operations["listSimulators"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/simulators/{provider}/faults": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets something go wrong at a simulator. Older orders strike first; a restart of the simulator forgets them.
         * @description Needs a signed-in person with the permission `simulators:manage`.
         */
        post: operations["placeFault"];
        /**
         * Takes all faults of a simulator back: it works well again.
         * @description Needs a signed-in person with the permission `simulators:manage`.
         */
        delete: operations["clearFaults"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/simulators/{provider}/faults/{faultId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Takes one fault of a simulator back. One that is gone changes nothing.
         * @description Needs a signed-in person with the permission `simulators:manage`.
         */
        delete: operations["takeFaultBack"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists one's own views.
         * @description Needs a signed-in person with the permission `desk:read`.
         */
        get: operations["listViews"];
        put?: never;
        /**
         * Keeps a view.
         * @description Needs a signed-in person with the permission `desk:read`.
         */
        post: operations["createView"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Forgets one of one's own views.
         * @description Needs a signed-in person with the permission `desk:read`.
         */
        delete: operations["removeView"];
        options?: never;
        head?: never;
        /**
         * Changes one of one's own views.
         * @description Needs a signed-in person with the permission `desk:read`.
         */
        patch: operations["changeView"];
        trace?: never;
    };
    "/admin/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists all endpoints, the oldest first.
         * @description Needs a signed-in person with the permission `desk:read`.
         */
        get: operations["listWebhookEndpointsAtDesk"];
        put?: never;
        /**
         * Makes an endpoint. Its secret is shown this once.
         * @description Needs a signed-in person with the permission `endpoints:manage`.
         */
        post: operations["createWebhookEndpointAtDesk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/webhook-endpoints/event-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what an endpoint may ask for.
         * @description Needs a signed-in person with the permission `desk:read`.
         */
        get: operations["listEventTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/webhook-endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows an endpoint.
         * @description Needs a signed-in person with the permission `desk:read`.
         */
        get: operations["showWebhookEndpointAtDesk"];
        put?: never;
        post?: never;
        /**
         * Ends an endpoint; nothing is sent to it from now on. Safe to repeat.
         * @description Needs a signed-in person with the permission `endpoints:manage`.
         */
        delete: operations["removeWebhookEndpointAtDesk"];
        options?: never;
        head?: never;
        /**
         * Changes what is sent, where to, or the note. With another address, all of it waits for a second administrator.
         * @description Needs a signed-in person with the permission `endpoints:manage`.
         */
        patch: operations["changeWebhookEndpointAtDesk"];
        trace?: never;
    };
    "/admin/webhook-endpoints/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists deliveries, the newest first, each with its last attempts and what the endpoint answered.
         * @description Needs a signed-in person with the permission `desk:read`.
         */
        get: operations["listDeliveriesAtDesk"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/webhook-endpoints/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends nothing to an endpoint until it is resumed; what happens meanwhile is collected for it.
         * @description Needs a signed-in person with the permission `endpoints:manage`.
         */
        post: operations["pauseWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/webhook-endpoints/{id}/redeliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends events again: one by its id, or all of a time (at most 10,000), also those that were delivered.
         * @description Needs a signed-in person with the permission `webhooks:redeliver`.
         */
        post: operations["redeliverEventsAtDesk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/webhook-endpoints/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resumes a paused endpoint: what was collected for it is sent.
         * @description Needs a signed-in person with the permission `endpoints:manage`.
         */
        post: operations["resumeWebhookEndpointAtDesk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/webhook-endpoints/{id}/secret-rotations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a new secret, shown this once. The previous one also signs for a while, so that no event goes unverified.
         * @description Needs a signed-in person with the permission `endpoints:manage`.
         */
        post: operations["rotateWebhookSecretAtDesk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/webhook-endpoints/{id}/test-deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a test at this moment, waits for the answer and shows it. Also to a paused endpoint.
         * @description Needs a signed-in person with the permission `endpoints:manage`.
         */
        post: operations["testWebhookEndpointAtDesk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Says that the process lives. */
        get: operations["live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Says whether the process can work: database, schema, clock, background jobs. Answers 503 with what is amiss, and
         *     `degraded` when it works although something is.
         */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the API keys, revoked and expired ones too.
         * @description Needs a key with the scope `admin:*`.
         */
        get: operations["apiKeysList"];
        put?: never;
        /**
         * Makes an API key. The answer is the only time the key is shown. One that can move money, or administer, opens nothing
         *     until a person at the refund desk has approved it: see `waitsForChangeId`.
         * @description Needs a key with the scope `admin:*`.
         */
        post: operations["apiKeysCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revokes an API key at once. Revoking it again changes nothing.
         * @description Needs a key with the scope `admin:*`.
         */
        delete: operations["apiKeysRevoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/attention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what no machine can settle: payments, cancellations, billing keys and cash receipts, oldest first.
         * @description Needs a key with the scope `orders:read`.
         */
        get: operations["listAttention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/billing-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists stored cards and accounts, newest first.
         * @description Needs a key with the scope `orders:read`.
         */
        get: operations["listBillingKeys"];
        put?: never;
        /**
         * Begins to register a card or a bank account: answers where to send the buyer. Moves no money.
         * @description Needs a key with the scope `billing:write`.
         */
        post: operations["registerCard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/billing-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a stored card or account, masked.
         * @description Needs a key with the scope `orders:read`.
         */
        get: operations["showBillingKey"];
        put?: never;
        post?: never;
        /**
         * Ends a stored card or account: it cannot be charged from now on, and the provider is told until it agrees. Safe to repeat.
         * @description Needs a key with the scope `billing:write`.
         */
        delete: operations["removeBillingKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/billing-keys/{id}/charges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Charges a stored card or account: makes an order and pays it. A refused order can be charged on another card.
         * @description Needs a key with the scope `billing:write`.
         */
        post: operations["chargeCard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/billing-keys/{id}/describe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks the provider at this moment for what is behind a key. A key that it has no more becomes `dead`. Changes nothing
         *     at the provider.
         * @description Needs a key with the scope `billing:write`.
         */
        post: operations["describeBillingKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cancellations/{id}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An operator settles a cancellation that no machine could, or has it sent again.
         * @description Needs a key with the scope `decisions:write`.
         */
        post: operations["decideCancellation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cancellations/{id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows why a cancellation is where it is.
         * @description Needs a key with the scope `orders:read`.
         */
        get: operations["showCancellationEvidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists events, the oldest first, whether or not they were sent anywhere: for those who missed some.
         * @description Needs a key with the scope `events:read`.
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists orders, newest first.
         * @description Needs a key with the scope `orders:read`.
         */
        get: operations["listOrders"];
        put?: never;
        /**
         * Creates an order.
         * @description Needs a key with the scope `orders:write`.
         */
        post: operations["createOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows an order with its payments and cancellations.
         * @description Needs a key with the scope `orders:read`.
         */
        get: operations["showOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/cancellations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refunds all or part of an order.
         * @description Needs a key with the scope `cancellations:write`.
         */
        post: operations["cancelOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/cash-receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the cash receipts of an order, the oldest first.
         * @description Needs a key with the scope `orders:read`.
         */
        get: operations["listCashReceipts"];
        put?: never;
        /**
         * Issues a cash receipt (현금영수증) for an order that was paid from a bank account.
         * @description Needs a key with the scope `orders:write`.
         */
        post: operations["issueCashReceipt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/cash-receipts/{receiptId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Takes a cash receipt back: the provider is told until it agrees. Safe to repeat.
         * @description Needs a key with the scope `orders:write`.
         */
        delete: operations["cancelCashReceipt"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/external-cancellations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Records money of an order that went back without the platform: on the provider's pages, by hand, by a chargeback.
         * @description Needs a key with the scope `decisions:write`.
         */
        post: operations["recordExternalCancellation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/money": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows all about the money of an order: paid, cancelled, cancellable and pending, with the events behind each figure.
         * @description Needs a key with the scope `orders:read`.
         */
        get: operations["showOrderMoney"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opens a payment: answers where to send the buyer. With `billingKeyId` it is taken on that stored card at once, which takes
         *     the scope `billing:write` and an Idempotency-Key.
         * @description Needs a key with the scope `orders:write`.
         */
        post: operations["payOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets an order that nobody has paid, or whose time was up, be paid until another moment, under the same number.
         * @description Needs a key with the scope `orders:write`.
         */
        post: operations["reopenOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraws an order that is not paid: nobody can pay it any more, and money that comes all the same goes back.
         * @description Needs a key with the scope `orders:write`.
         */
        post: operations["voidOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payco/payments/{id}/cancel-availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Asks PAYCO whether it would cancel; advice, not a promise.
         * @description Needs a key with the scope `orders:read`.
         */
        get: operations["askPaycoCancelAvailability"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payco/payments/{id}/mileage-cancellations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes back PAYCO points after a refund that was made by hand.
         * @description Needs a key with the scope `cancellations:write`.
         */
        post: operations["cancelPaycoMileage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payco/payments/{id}/product-status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tells PAYCO how far the goods are.
         * @description Needs a key with the scope `orders:write`.
         */
        post: operations["tellPaycoProductStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payco/usability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Asks PAYCO whether it takes a seller's codes.
         * @description Needs a key with the scope `admin:*`.
         */
        get: operations["askPaycoUsability"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a payment, with the number of its order and what went back of it.
         * @description Needs a key with the scope `orders:read`.
         */
        get: operations["showPayment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/{id}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An operator settles a payment that no machine could: only while it has `attention`, in doubt, given up, or with a question
         *     about what went back.
         * @description Needs a key with the scope `decisions:write`.
         */
        post: operations["decidePayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/{id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows why a payment is where it is: each verdict with the questions and answers behind it, and what comes next.
         * @description Needs a key with the scope `orders:read`.
         */
        get: operations["showPaymentEvidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sellers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the sellers.
         * @description Needs a key with the scope `admin:*`.
         */
        get: operations["sellersList"];
        put?: never;
        /**
         * Sets up a seller: a branch whose payments use its own credentials at the providers.
         * @description Needs a key with the scope `admin:*`.
         */
        post: operations["sellersCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sellers/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a seller and at which providers it has credentials.
         * @description Needs a key with the scope `admin:*`.
         */
        get: operations["sellersGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sellers/{code}/credentials/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sets a seller’s credentials at a provider. New payments use them once a person at the refund desk has approved them;
         *     payments made before are confirmed and cancelled with the credentials they were made with.
         * @description Needs a key with the scope `admin:*`.
         */
        put: operations["sellersSetCredentials"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists all endpoints.
         * @description Needs a key with the scope `webhooks:write`.
         */
        get: operations["listWebhookEndpoints"];
        put?: never;
        /**
         * Makes an endpoint. Its secret is shown this once; a repetition under the same Idempotency-Key gets the same answer. An
         *     address has one endpoint: another request for it is refused with the id of that.
         * @description Needs a key with the scope `webhooks:write`.
         */
        post: operations["createWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows an endpoint.
         * @description Needs a key with the scope `webhooks:write`.
         */
        get: operations["showWebhookEndpoint"];
        put?: never;
        post?: never;
        /**
         * Ends an endpoint; nothing is sent to it from now on. Safe to repeat.
         * @description Needs a key with the scope `webhooks:write`.
         */
        delete: operations["removeWebhookEndpoint"];
        options?: never;
        head?: never;
        /**
         * Changes what is sent, where to, or the note. With another address, all of it waits until a person at the refund desk has
         *     approved it; events go to the old one until then.
         * @description Needs a key with the scope `webhooks:write`.
         */
        patch: operations["changeWebhookEndpoint"];
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists deliveries, the newest first, each with its last attempts and what the endpoint answered.
         * @description Needs a key with the scope `webhooks:write`.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/redeliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends events again: one by its id, or all of a time (at most 10,000), also those that were delivered.
         * @description Needs a key with the scope `webhooks:write`.
         */
        post: operations["redeliverEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resumes a paused endpoint: what was collected for it is sent. Safe to repeat.
         * @description Needs a key with the scope `webhooks:write`.
         */
        post: operations["resumeWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/secret-rotations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a new secret. The previous one also signs for a while, so that no event goes unverified.
         * @description Needs a key with the scope `webhooks:write`.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/test-deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a test at this moment, waits for the answer and shows it. Also to a paused endpoint.
         * @description Needs a key with the scope `webhooks:write`.
         */
        post: operations["testWebhookEndpoint"];
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
        AcceptInvitationBody: {
            /** @description At least 12 characters, and not what anybody would try first. */
            password: string;
        };
        AcceptedDocument: {
            email: string;
            name: string;
        };
        AccountReceiptDto: {
            /** @description The bank's name, as the provider writes it. */
            bankName: string;
            /** @description Three digits; empty when the provider did not tell. */
            bankCode: string;
            /** @description Masked by the provider; for people only, its shape varies. */
            number: string;
        };
        ActorDto: {
            /** @enum {string} */
            kind: "buyer" | "merchant" | "provider" | "platform" | "person";
            /** @description Of a person their name, of the merchant's server that of its key, of a provider its own; `null` where there is none. */
            name: string | null;
        };
        ApiKeyDocument: {
            /**
             * Format: int64
             * @description In won; `null`: no limit.
             */
            limitPerRequestWon: number | null;
            /**
             * Format: int64
             * @description In won; `null`: no limit.
             */
            limitPerDayWon: number | null;
            /**
             * Format: int64
             * @description In won; `null`: no limit.
             */
            limitPerOrderWon: number | null;
            /** @description `chg_…`: the change that a second person has to approve before the key opens anything; `null`: it waits for nobody. */
            waitsForChangeId: string | null;
            /** @example key_0199c2f1a0b07c1d8e2f3a4b5c6d7e8f */
            id: string;
            /** @description What uses it. */
            name: string;
            /**
             * @description Its first letters, to recognise it.
             * @example gy_live_x7Qa
             */
            hint: string;
            /** @description What it may do. */
            scopes: ("orders:read" | "orders:write" | "cancellations:write" | "decisions:write" | "billing:write" | "webhooks:write" | "events:read" | "admin:*")[];
            /** @description ISO instant. */
            createdAt: string;
            /** @description ISO instant from which on it is refused; `null`: never. */
            expiresAt: string | null;
            /** @description ISO instant of its last use, up to a minute late; `null`: not used yet. */
            lastUsedAt: string | null;
            /** @description ISO instant at which it was revoked; `null`: it was not. */
            revokedAt: string | null;
        };
        ApiKeyPage: {
            items: components["schemas"]["ApiKeyDocument"][];
            /** @description Give it back as `cursor` for the next page; `null`: this is the last one. */
            nextCursor: string | null;
        };
        ApprovalDocument: {
            /** @description Why it could not be carried out at this moment; `null` when it could. */
            whyNot: (components["schemas"]["WhyNotDocument"] | (never | null)) | null;
            request: components["schemas"]["RefundRequestDocument"];
            /** @description Whether the same would be shown now; a request that has changed is not carried out. */
            isUnchanged: boolean;
        };
        ApprovalPage: {
            items: components["schemas"]["RefundRequestDocument"][];
            /** @description Give it back as `cursor` for the next page; `null`: this is the last one. */
            nextCursor: string | null;
        };
        ApprovalReasonDocument: {
            /**
             * @description `amount`: more than a refund may be. `payment_age`: the payment is old. `daily_sum`: too much by one person in one day.
             *     `order_sum`: what the person asked for of this order comes to more than a refund may be. `own_limit`: beyond the person's
             *     own limit; `own_daily_sum`, `own_order_sum`: so is what they asked for in one day, or of this order, in all.
             * @enum {string}
             */
            rule: "amount" | "payment_age" | "daily_sum" | "order_sum" | "own_limit" | "own_daily_sum" | "own_order_sum";
            /** @description In won, with `payment_age` in days. */
            limit: number;
            /** @description What is beyond the limit, in the same unit. */
            figure: number;
        };
        AskExternalCancellationBody: {
            /**
             * Format: int64
             * @description How much went back, in won; at most what is left of the order.
             */
            amountWon: number;
            /**
             * Format: int64
             * @description How much of it is tax-free, in won. Absent: the share that the tax-free part has in what is left.
             */
            taxFreeWon?: number;
            /**
             * Format: int64
             * @description What the order showed as `cancellableWon` when the operator looked, in won. When it is another by now, nothing is recorded
             *     (409 `shown_changed`): what they saw on the provider's pages may be a refund of ours that has come to an end meanwhile.
             */
            expectedCancellableWon?: number;
            /**
             * Format: date-time
             * @description When it went back; an instant with offset.
             * @example 2026-11-22T18:00:00+09:00
             */
            refundedAt: string;
            /** @description The provider's, or the bank's, number of it, when there is one. */
            providerCancellationId?: string;
            /** @description What the operator saw, and where; kept with the evidence, without card numbers, resident numbers and API keys. */
            reason: string;
            /**
             * @description How it went back. `provider_site`: on the provider's merchant pages. `by_hand`: by other means, such as a bank transfer
             *     for a virtual account. `chargeback`: the provider or the card company took it.
             * @enum {string}
             */
            origin: "provider_site" | "by_hand" | "chargeback";
            /**
             * @description That this is another refund than the one of the same amount that is recorded already, found at the provider or entered, whatever
             *     its origin and number: without it such an entry is refused (422 `refund_found_already`), for it may be the same money.
             */
            isAnother?: boolean;
            /** @description The `shownHash` of the preview. */
            shownHash: string;
        };
        AskRefundBody: {
            /**
             * Format: int64
             * @description How much, in won. Absent: all that is left.
             */
            amountWon?: number;
            /**
             * Format: int64
             * @description How much of it is tax-free, in won. Absent: the share that the tax-free part has in what is left.
             */
            taxFreeWon?: number;
            /** @description Why; kept in the books and the trail, not sent to the provider. */
            reason: string;
            /** @description The `shownHash` of the preview. */
            shownHash: string;
        };
        AskedDto: {
            httpStatus: number | null;
            /** @description The provider's result code. */
            resultCode: string | null;
            /** @description What went wrong below HTTP. */
            failure: string | null;
            provider: string;
            /** @description The provider call, for example `approval`. */
            operation: string;
            /** @description What the platform made of the answer: `done`, `refused`, `unsent` or `unknown`. */
            outcome: string;
            /** @description In ms. */
            durationMs: number;
        };
        AttentionItemDto: {
            /** @enum {string} */
            kind: "payment" | "cancellation" | "billing_key" | "cash_receipt";
            /** @description `ord_…`; `null` for a billing key. */
            orderId: string | null;
            /** @description The merchant's number of the order; `null` for a billing key. */
            orderNumber: string | null;
            /**
             * Format: int64
             * @description In won; `null` for a billing key.
             */
            amountWon: number | null;
            /** @description `pay_…`, `can_…`, `bk_…` or `crc_…` */
            id: string;
            /** @description The provider to look at. */
            provider: string;
            status: string;
            /** @description Why an operator is needed. */
            attention: string;
            /** @description Since when it is in doubt; of a settled payment, when it was last decided about; else when it began; an instant with offset. */
            since: string;
            /** @description What can be sent to `/v1/payments/{id}/decisions` or `/v1/cancellations/{id}/decisions`; empty where nothing can. */
            decisions: string[];
        };
        AttentionPageDto: {
            /** @description Hand it back as `cursor` for the next page; `null` on the last one. */
            nextCursor: string | null;
            items: components["schemas"]["AttentionItemDto"][];
        };
        AuditEntryDocument: {
            /** @description What changed, as it was. */
            before: {
                [key: string]: unknown;
            } | null;
            /** @description What changed, as it is from then on. */
            after: {
                [key: string]: unknown;
            } | null;
            /** @example aud_0199c2f1a0b07c1d8e2f3a4b5c6d7e8f */
            id: string;
            /** @description ISO instant. */
            occurredAt: string;
            /** @description `person_…`; `null`: nobody who is known, or the platform itself. */
            personId: string | null;
            /** @description As they were called then. */
            personName: string;
            /** @description Internet address; `null`: the server's own command line. */
            address: string | null;
            /** @description `ses_…` */
            sessionId: string | null;
            /** @description Names the request in our log. */
            requestId: string | null;
            /** @example person.changed */
            action: string;
            /** @description To what it was done: the identifier as the API shows it. */
            subject: string | null;
            /** @description Why: in their own words, or by which rule. */
            reason: string | null;
        };
        AuditPage: {
            items: components["schemas"]["AuditEntryDocument"][];
            /** @description Give it back as `cursor` for the next page; `null`: this is the last one. */
            nextCursor: string | null;
        };
        AvailabilityDto: {
            /** @description PAYCO's reason when it would not. */
            reason: string | null;
            /** @description Whether PAYCO would cancel it. */
            possible: boolean;
            /** @description Whether PAYCO would cancel a part. */
            partPossible: boolean;
            /** @description What PAYCO says is left, in won. */
            cancellableWon: number;
        };
        BillingKeyDto: {
            /**
             * @description What it charges: a `card`, shown in `card`, or by `transfer` a bank account, shown in `account`.
             * @enum {string}
             */
            method: "card" | "transfer";
            /**
             * @description Where it is. `registering`: the buyer has not finished. `active`: it can be charged. `abandoned`, `expired`: the
             *     registration came to nothing. `removing`: it cannot be charged any more, and the provider is being told. `removed`:
             *     the provider has agreed. `dead`: the provider ended it by itself; ask the buyer to register again.
             * @enum {string}
             */
            status: "registering" | "active" | "abandoned" | "expired" | "removing" | "removed" | "dead";
            /**
             * @description Where the buyer sat when registering.
             * @enum {string}
             */
            channel: "pc" | "mobile";
            /** @description Your own name for the customer. */
            customerReference: string | null;
            buyer: (components["schemas"]["BuyerDto"] | (never | null)) | null;
            /** @description The card, masked; `null` until it is registered, or when the provider does not tell. */
            card: (components["schemas"]["StoredCardDto"] | (never | null)) | null;
            /** @description The bank account, masked; `null` until it is registered, or when the provider does not tell. */
            account: (components["schemas"]["StoredAccountDto"] | (never | null)) | null;
            /** @description Why the registration came to nothing, or why the last try was refused while it may go on. */
            refusal: (components["schemas"]["RefusalDto"] | (never | null)) | null;
            /** @description Why the provider ended it, in its own code and words. */
            deadReason: string | null;
            /** @description Why an operator is needed; `null` while the machine goes on by itself. */
            attention: string | null;
            /** @description An instant with offset. */
            registeredAt: string | null;
            /** @description When the provider agreed to its end; an instant with offset. */
            removedAt: string | null;
            /** @description `bk_…` */
            id: string;
            /** @description The provider that keeps it. */
            provider: string;
            sellerCode: string;
            /** @description The hosted page where the buyer registers it; present while `registering`. */
            registrationUrl?: string;
            /** @description Where to send the buyer instead, if you have a page of your own; present while `registering`. */
            handoff?: components["schemas"]["HandoffDto"];
            returnUrl: string;
            /** @description Until when the buyer may register; an instant with offset. */
            expiresAt: string;
            /** @description An instant with offset. */
            createdAt: string;
        };
        BillingKeyPageDto: {
            /** @description Hand it back as `cursor` for the next page; `null` on the last one. */
            nextCursor: string | null;
            items: components["schemas"]["BillingKeyDto"][];
        };
        BuyerDto: {
            name?: string;
            /**
             * @description As people type it; `+82 10-1234-5678` and `01012345678` are the same number.
             * @example 010-1234-5678
             */
            phone?: string;
            /** Format: email */
            email?: string;
        };
        CancelOrderDto: {
            /**
             * Format: int64
             * @description How much, in won. Absent: all that is left.
             */
            amountWon?: number;
            /**
             * Format: int64
             * @description How much of it is tax-free, in won. Absent: the share that the tax-free part has in what is left.
             */
            taxFreeWon?: number;
            /** @description Why; kept in the books, not sent to the provider. */
            reason: string;
        };
        CancellationDto: {
            /**
             * @description `refund`: asked for. `reversal`: the platform gave back money that came too late or twice. `external`: it went back
             *     without the platform and was recorded.
             * @enum {string}
             */
            kind: "refund" | "reversal" | "external";
            /**
             * @description How an `external` one went back. `found`: the provider's balance told. `provider_site`: on the provider's merchant
             *     pages. `by_hand`: by other means, such as a bank transfer. `chargeback`: the provider or the card company took it.
             *     `null` for every other kind.
             * @enum {string|null}
             */
            origin: "found" | "provider_site" | "by_hand" | "chargeback" | null;
            /**
             * @description Where it is. `in_doubt`: its outcome is being looked up; do not ask for it again.
             * @enum {string}
             */
            status: "requested" | "executing" | "in_doubt" | "done" | "refused" | "rejected";
            /** @description The provider's id of it; `null` until done, or when only its effect was seen. */
            providerCancellationId: string | null;
            refusal: (components["schemas"]["RefusalDto"] | (never | null)) | null;
            /** @description Why an operator is needed; `null` while the machine settles it. */
            attention: string | null;
            /** @description An instant with offset. */
            doneAt: string | null;
            /** @description `can_…` */
            id: string;
            /** @description `ord_…` */
            orderId: string;
            /** @description `pay_…` */
            paymentId: string;
            /** @description In won. */
            amountWon: number;
            /** @description Tax-free part, in won. */
            taxFreeWon: number;
            /** @description Supply price of the taxable part, in won. */
            taxableWon: number;
            /** @description VAT, in won. */
            vatWon: number;
            /**
             * @description `true` when nobody told how an `external` one divides for tax: `taxFreeWon`, `taxableWon` and `vatWon` are then the share
             *     that each had in what was left, and the provider may have divided it otherwise. Its amount in won is certain.
             */
            taxSplitAssumed: boolean;
            /** @description What was left of the payment before it, in won. */
            balanceBeforeWon: number;
            reason: string;
            /** @description Who asked: an API key (`key_…`), a person at the refund desk (`person_…`), or `platform`. */
            requestedBy: string;
            /** @description An instant with offset. */
            createdAt: string;
        };
        CardReceiptDto: {
            /** @description The issuer's name, as the provider writes it. */
            company: string;
            /** @description The issuer's code at the provider. */
            companyCode: string;
            /** @description Masked by the provider; for people only, its shape varies. */
            number: string;
            /** @description The issuer's approval number. */
            approvalNumber: string;
            /** @description Months of instalment; 0 is paid at once. */
            installmentMonths: number;
        };
        CardToRegisterDto: {
            /** @description Your own name for the customer, to find their cards again. No secrets. */
            customerReference?: string;
        };
        CashReceiptDto: {
            /**
             * @description Where it is. `issued`: it stands. `in_doubt`: whether it was issued is being found out. `refused`: the provider said
             *     no. `cancelling`: the provider is being told to take it back, until it agrees. `cancelled`: it does not stand any more.
             * @enum {string}
             */
            status: "requested" | "in_doubt" | "issued" | "refused" | "cancelling" | "cancelled";
            /** @enum {string} */
            purpose: "personal" | "company";
            /** @description The number under which it was reported; `null` until then, or when the provider does not tell. */
            managementNumber: string | null;
            /** @description Why the provider said no, when it last did. */
            refusal: (components["schemas"]["RefusalDto"] | (never | null)) | null;
            /** @description Why an operator is needed; `null` while the machine settles it. */
            attention: string | null;
            /** @description An instant with offset. */
            issuedAt: string | null;
            /** @description An instant with offset. */
            cancelledAt: string | null;
            /** @description `crc_…` */
            id: string;
            /** @description `ord_…` */
            orderId: string;
            /** @description `pay_…` */
            paymentId: string;
            /** @description The number it is for, all but its last four digits hidden. */
            identity: string;
            /** @description In won. */
            amountWon: number;
            /** @description The API key that asked (`key_…`). */
            requestedBy: string;
            /** @description An instant with offset. */
            createdAt: string;
        };
        CashReceiptListDto: {
            /** @description The oldest first. */
            items: components["schemas"]["CashReceiptDto"][];
        };
        ChangeAskerDocument: {
            /** @description `person_…`, or `key_…` of an API key; `null`: the command line of the server. */
            id: string | null;
            /** @description As they were called then. */
            name: string;
        };
        ChangeDocument: {
            /**
             * @description `stale`: what was to be changed is not any more what it was, so it came to nothing.
             * @enum {string}
             */
            status: "pending" | "applied" | "rejected" | "withdrawn" | "expired" | "stale";
            /** @enum {string} */
            kind: "person" | "invitation" | "api_key" | "seller_credentials" | "webhook_address";
            /** @description Why it needs a second person. */
            rights: ("role_granted" | "limit_raised" | "let_in_again" | "link_made" | "key_made" | "credentials_set" | "webhook_address")[];
            /** @description What differs, as it was when it was asked for. */
            before: {
                [key: string]: unknown;
            };
            /** @description What differs, as it is to be. */
            after: {
                [key: string]: unknown;
            };
            /** @description Whose rights they are; `null`: nobody's. They may not decide about it. */
            aboutPerson: (components["schemas"]["ChangePersonDocument"] | (never | null)) | null;
            /** @description Who approved or rejected it; `null`: nobody yet, or nobody did. */
            decidedBy: (components["schemas"]["ChangePersonDocument"] | (never | null)) | null;
            /** @description ISO instant. */
            decidedAt: string | null;
            /** @description Why it was rejected. */
            decisionReason: string | null;
            /** @description Why it came to nothing though nobody decided so. */
            staleBecause: string | null;
            /** @description `chg_…` */
            id: string;
            /** @description What is to be changed: `person_…`, `key_…` or `whe_…`; of credentials `seller/provider`. */
            subject: string;
            askedBy: components["schemas"]["ChangeAskerDocument"];
            /** @description ISO instant. */
            askedAt: string;
            /** @description ISO instant until which it may be approved. */
            expiresAt: string;
        };
        ChangePage: {
            /** @description How many wait in all. */
            waiting: number;
            /** @description How many people could approve changes at this moment, who asks included; not the sample people of simulator mode. */
            couldApprove: number;
            items: components["schemas"]["ChangeDocument"][];
            /** @description Give it back as `cursor` for the next page; `null`: this is the last one. */
            nextCursor: string | null;
        };
        ChangePersonBody: {
            name?: string;
            /**
             * Format: int64
             * @description What they may ask to refund at once, in one Korean day and of one order without a second person, in won.
             */
            refundLimitWon?: number;
            /** @description All of their roles from now on; at least one. Whoever is to have none is disabled. */
            roles?: ("viewer" | "operator" | "approver" | "administrator")[];
            /** @description Takes their limit away; a null in `refundLimitWon` is refused, because it may be a number that went wrong. */
            noRefundLimit?: boolean;
            /** @description `true` signs them out everywhere and lets them in no more; `false` lets them in again. */
            disabled?: boolean;
        };
        ChangePersonDocument: {
            /** @description `person_…` */
            id: string;
            name: string;
        };
        ChangeSellerBody: {
            /** @description For people. */
            name: string;
        };
        ChangeViewDto: {
            name?: string;
            filters?: components["schemas"]["ViewFiltersDto"];
        };
        ChangeWebhookEndpointDto: {
            /**
             * Format: uri
             * @description Where events are sent from now on, those that wait included.
             * @example https://shop.example.com/orders/return
             */
            url?: string;
            /** @description For people; null or an empty text takes it away. */
            description?: string | null;
            /** @description What to send of what happens from now on. */
            eventTypes?: string[];
        };
        ChargeCardDto: {
            /** @description What is bought, in a few words. */
            title: string;
            /**
             * Format: int64
             * @description What is charged, in won, VAT included.
             */
            amountWon: number;
            /**
             * Format: int64
             * @description Tax-free part of `amountWon`, in won. Absent: 0.
             */
            taxFreeWon?: number;
            /**
             * @description Your own notes, kept and shown again with the order. No secrets.
             * @example {
             *       "campaign": "autumn"
             *     }
             */
            metadata?: {
                [key: string]: string;
            };
            /** @description Your number of the order, unique per seller. Letters, digits, `-`, `_`, `.`. */
            orderNumber: string;
            /**
             * @description The month it is charged for, `YYYY-MM`: at most one charge per card or account and month stands, whatever happens. Absent: the
             *     charge is for no month, and there may be any number of them.
             * @example 2026-11
             */
            billingMonth?: string;
        };
        CodeBody: {
            /** @example 123456 */
            code: string;
        };
        CreateApiKeyBody: {
            /**
             * @description What will use the key, for people.
             * @example Shop web app
             */
            name: string;
            /**
             * Format: date-time
             * @description From when on the key is refused. Left out, the key works until it is revoked.
             * @example 2026-11-22T18:00:00+09:00
             */
            expiresAt?: string;
            /**
             * Format: int64
             * @description The most that the key may move in one request, in won: refunds, charges and decisions about money. Left out: no limit.
             */
            limitPerRequestWon?: number;
            /**
             * Format: int64
             * @description The most that it may move in a day of Korea, in won. What is in doubt counts. Left out: no limit.
             */
            limitPerDayWon?: number;
            /**
             * Format: int64
             * @description The most that it may move of one order, in won. Left out: no limit.
             */
            limitPerOrderWon?: number;
            /**
             * @description What the key may do. `admin:*` may do everything.
             * @example [
             *       "orders:read",
             *       "orders:write"
             *     ]
             */
            scopes: ("orders:read" | "orders:write" | "cancellations:write" | "decisions:write" | "billing:write" | "webhooks:write" | "events:read" | "admin:*")[];
        };
        CreateOrderDto: {
            /** @description What is bought, in a few words. */
            title: string;
            /**
             * Format: int64
             * @description What the buyer pays, in won, after your own discounts, VAT included.
             */
            amountWon: number;
            /**
             * Format: int64
             * @description Tax-free part of `amountWon`, in won. Absent: the sum over the items, or 0.
             */
            taxFreeWon?: number;
            /**
             * Format: uri
             * @description Where the buyer's browser ends, with `orderId`, `orderNumber` and `status` added: a hint for the page, never proof.
             *     http, https, or the scheme of an app that `RETURN_URL_SCHEMES` lists (`myapp://orders/done`).
             * @example https://shop.example.com/orders/return
             */
            returnUrl: string;
            /**
             * Format: date-time
             * @description Until when it may be paid; an instant with offset, at most 90 days ahead. Absent: a day.
             * @example 2026-11-22T18:00:00+09:00
             */
            expiresAt?: string;
            /**
             * @description Your own notes, kept and shown again. No secrets.
             * @example {
             *       "campaign": "autumn"
             *     }
             */
            metadata?: {
                [key: string]: string;
            };
            /** @description Your number of the order, unique per seller. The provider sees it; so does the buyer. Letters, digits, `-`, `_`, `.`. */
            orderNumber: string;
            /** @description The lines. Their amounts less the discounts must equal `amountWon`. Absent: one line for the whole. */
            items?: components["schemas"]["OrderItemDto"][];
            /** @description The branch that sells. Absent: the default seller. */
            sellerCode?: string;
            discounts?: components["schemas"]["DiscountsDto"];
            buyer?: components["schemas"]["BuyerDto"];
            /**
             * @description Stores the card that pays it, as for the first payment of a subscription: `{}` or with your name for the customer.
             *     Only providers that can do so take the order then. The payment tells the billing key.
             */
            registerCard?: components["schemas"]["CardToRegisterDto"];
        };
        CreatePersonBody: {
            /** @example Kim Ji-woo */
            name: string;
            /**
             * Format: int64
             * @description What they may ask to refund at once, in one Korean day and of one order without a second person, in won. Left out: no limit of their own.
             */
            refundLimitWon?: number;
            /** @example kim@shop.example.com */
            email: string;
            /**
             * @example [
             *       "operator"
             *     ]
             */
            roles: ("viewer" | "operator" | "approver" | "administrator")[];
        };
        CreateSellerBody: {
            /**
             * @description For people.
             * @example Gangnam branch
             */
            name: string;
            /**
             * @description Names the seller in orders, for good.
             * @example gangnam
             */
            code: string;
        };
        CreateViewDto: {
            /** @description Unique among one's own. */
            name: string;
            filters: components["schemas"]["ViewFiltersDto"];
        };
        CreateWebhookEndpointDto: {
            /**
             * Format: uri
             * @description Where events are sent. In production https, and on the open internet.
             * @example https://shop.example.com/orders/return
             */
            url: string;
            /** @description For people. */
            description?: string;
            /**
             * @description What to send: types (`payment.paid`), all of a thing (`payment.*`), or everything (`*`), which it is when left out.
             * @example [
             *       "order.paid",
             *       "cancellation.*"
             *     ]
             */
            eventTypes?: string[];
        };
        DecideCancellationDto: {
            /** @description What the operator saw, and where; kept with the evidence, without card numbers, resident numbers and API keys. */
            reason: string;
            /** @description The operator's name; kept with the evidence, beside the id of the API key that brought it. */
            decidedBy: string;
            /** @description The provider's id of the cancellation, with `refunded`, when there is one. */
            providerCancellationId?: string;
            /**
             * @description `refunded`: it was given back. `not_refunded`: it was not, and is tried no more. `try_again`: it is sent again. `noted`:
             *     it is done, and what the operator was called for is seen to.
             * @enum {string}
             */
            decision: "refunded" | "not_refunded" | "try_again" | "noted";
            /** @description With `try_again` where a repetition could refund twice: that the operator answers for it. */
            acceptDoubleRefund?: boolean;
        };
        DecidePaymentDto: {
            /** @description What the operator saw, and where; kept with the evidence, without card numbers, resident numbers and API keys. */
            reason: string;
            /** @description The operator's name; kept with the evidence, beside the id of the API key that brought it. */
            decidedBy: string;
            /** @description The provider's id of the payment; needed for `paid`. */
            providerPaymentId?: string;
            /**
             * Format: date-time
             * @description When it was paid, by the provider; an instant with offset. Needed for `paid`.
             * @example 2026-11-22T18:00:00+09:00
             */
            paidAt?: string;
            /**
             * @description `paid`: the provider took just the money that was asked for, also of a payment that was given up; what it gave back since
             *     is an external cancellation. `not_paid`: it did not, or took another amount, which was cancelled there. `given_back`: money that the order could not take was returned by other means.
             *     `noted`: nothing is in doubt about it (it is paid, was given up and nothing was taken, or waits for a deposit), and what
             *     the operator was called for is seen to.
             * @enum {string}
             */
            decision: "paid" | "not_paid" | "given_back" | "noted";
        };
        DecideQueueItemBody: {
            /** @description What they saw, and where; kept with the evidence, without card numbers, resident numbers and API keys. */
            reason: string;
            /** @description The provider's id of the payment; needed for `paid`. */
            providerPaymentId?: string;
            /**
             * Format: date-time
             * @description When it was paid, by the provider. Needed for `paid`.
             * @example 2026-11-22T18:00:00+09:00
             */
            paidAt?: string;
            /** @description The provider's id of the refund, with `refunded`, when there is one. */
            providerCancellationId?: string;
            /**
             * @description One of the entry's `decisions`; `not_known`: somebody looked, and it stays in the queue.
             * @enum {string}
             */
            decision: "paid" | "not_paid" | "given_back" | "noted" | "refunded" | "not_refunded" | "try_again" | "not_known";
            /** @description With `try_again` where a repetition could refund twice: that whoever decides answers for it. */
            acceptDoubleRefund?: boolean;
        };
        DeclineDocument: {
            count: number;
            provider: string;
            /** @description What that means, for example `declined`. */
            reason: string;
            /** @description The provider's own code; `null` when it gave none. */
            providerCode: string | null;
            /** @description The provider's words, or what its code means; `null` when there are none. */
            providerMessage: string | null;
        };
        DeedDto: {
            /**
             * @description Of a request, what is asked for; `null`: it is about something else.
             * @enum {string|null}
             */
            kind: "refund" | "decision" | "external_cancellation" | null;
            /** @description In their own words. */
            reason: string | null;
            /** @example order.unmasked */
            action: string;
        };
        DeliveryAttemptDto: {
            /** @description HTTP status of the answer; `null`: there was none. */
            httpStatus: number | null;
            /** @description The first kilobyte of the answer as text, without what looks like a key or a card number; `null`: there was none. */
            answer: string | null;
            /** @description Why there was no answer; `null`: there was one. */
            failure: string | null;
            /** @description An instant with offset. */
            startedAt: string;
            durationMs: number;
        };
        DeliveryDto: {
            /**
             * @description `waiting`: to be sent, for the first time or again. `failed`: given up.
             * @enum {string}
             */
            status: "waiting" | "delivered" | "failed";
            /** @description When it is tried again at the earliest; `null`: at once, or it does not wait. An instant with offset. */
            nextAttemptAt: string | null;
            /** @description When it was delivered or given up. An instant with offset. */
            endedAt: string | null;
            /** @description `evt_…` */
            eventId: string;
            /** @example payment.paid */
            eventType: string;
            /** @description How often it was tried since it last began to wait. */
            attempts: number;
            /** @description The last five attempts, the newest first. */
            lastAttempts: components["schemas"]["DeliveryAttemptDto"][];
        };
        DeliveryPageDto: {
            /** @description Hand it back as `cursor` for the next page; `null` on the last one. */
            nextCursor: string | null;
            items: components["schemas"]["DeliveryDto"][];
        };
        DepositDto: {
            /** @description Until when a deposit is taken; an instant with offset. */
            expiresAt: string | null;
            bankName: string;
            /** @description Three digits. */
            bankCode: string;
            accountNumber: string;
            /** @description How much must arrive, in won. */
            amountWon: number;
        };
        DeregisterBillingKeyBody: {
            /** @description For the audit trail. */
            reason: string;
        };
        DeskBillingKeyDocument: {
            /** @enum {string} */
            method: "card" | "transfer";
            /**
             * @description As in the merchant’s API.
             * @enum {string}
             */
            status: "registering" | "active" | "abandoned" | "expired" | "removing" | "removed" | "dead";
            /** @description The merchant’s own name for the customer. */
            customerReference: string | null;
            card: (components["schemas"]["StoredCardDto"] | (never | null)) | null;
            account: (components["schemas"]["StoredAccountDto"] | (never | null)) | null;
            /** @description Why the registration came to nothing, or why the last try was refused. */
            refusal: (components["schemas"]["RefusalDto"] | (never | null)) | null;
            /** @description `bk_…` */
            id: string;
            provider: string;
            sellerCode: string;
            /** @description Why the provider ended it, in its own code and words. */
            deadReason: string | null;
            /** @description Why an operator is needed. */
            attention: string | null;
            /** @description ISO instant until which the buyer may register it. */
            expiresAt: string;
            /** @description ISO instant. */
            registeredAt: string | null;
            /** @description ISO instant. */
            removedAt: string | null;
            /** @description ISO instant. */
            createdAt: string;
        };
        DeskBillingKeyPage: {
            items: components["schemas"]["DeskBillingKeyDocument"][];
            /** @description Give it back as `cursor` for the next page; `null`: this is the last one. */
            nextCursor: string | null;
        };
        DeskChargeDocument: {
            /** @enum {string} */
            status: "open" | "confirming" | "in_doubt" | "awaiting_deposit" | "paid" | "refused" | "abandoned" | "reversed";
            /**
             * Format: int64
             * @description In won.
             */
            amountWon: number;
            /**
             * Format: int64
             * @description In won, of the order.
             */
            cancelledWon: number;
            refusal: (components["schemas"]["RefusalDto"] | (never | null)) | null;
            /** @description `pay_…` */
            paymentId: string;
            /** @description `ord_…` */
            orderId: string;
            orderNumber: string;
            title: string;
            /** @description The month it is for, `YYYY-MM`; `null`: for none. */
            billingMonth: string | null;
            /** @description ISO instant. */
            createdAt: string;
        };
        DeskChargePage: {
            items: components["schemas"]["DeskChargeDocument"][];
            /** @description Give it back as `cursor` for the next page; `null`: this is the last one. */
            nextCursor: string | null;
        };
        DeskCredentialsDocument: {
            /**
             * @description The last four letters of the identifier among them; `null`: it is too short to show a part of it, or cannot be read
             *     because its sealing key is gone.
             */
            idEnding: string | null;
            provider: string;
            /** @description ISO instant since which new payments use them. */
            setAt: string;
        };
        DeskEndpointDocument: {
            /** @description Its whole address; `null` for whoever may not change it. */
            url: string | null;
            description: string | null;
            /**
             * @description `paused`: it failed for days, or somebody paused it: nothing is sent until it is resumed; events are collected.
             * @enum {string}
             */
            status: "active" | "paused" | "removed";
            /** @description The first failure since the last success; `null`: the last attempt succeeded. ISO instant. */
            failingSince: string | null;
            /** @description ISO instant. */
            pausedAt: string | null;
            /** @description Until when the secret before the present one also signs; `null`: it does not. ISO instant. */
            previousSecretEndsAt: string | null;
            /** @description `chg_…` of a change of its address that waits for a second person; until then it is as it was. */
            waitsForChangeIds: string[];
            /** @description `whe_…` */
            id: string;
            /** @description Where it is: host and port of its address. */
            host: string;
            /** @description What is sent to it. */
            eventTypes: string[];
            /** @description ISO instant. */
            createdAt: string;
        };
        DeskEndpointListDocument: {
            items: components["schemas"]["DeskEndpointDocument"][];
        };
        DeskOrderDto: {
            /** @enum {string} */
            status: "unpaid" | "confirming" | "in_doubt" | "awaiting_deposit" | "paid" | "partially_cancelled" | "cancelled" | "expired" | "voided";
            buyer: (components["schemas"]["MaskedBuyerDto"] | (never | null)) | null;
            /** @description An instant with offset. */
            paidAt: string | null;
            /** @description What the keys and people are called that appear here, by their ids (`key_…`, `person_…`). */
            names: {
                [key: string]: string;
            };
            /** @description `ord_…` */
            id: string;
            orderNumber: string;
            sellerCode: string;
            sellerName: string;
            title: string;
            /** @description Rises with every change of the order. */
            version: number;
            items: components["schemas"]["ShownOrderItemDto"][];
            discounts: components["schemas"]["DiscountsDto"];
            /** @description An instant with offset. */
            createdAt: string;
            /** @description Until when it may be paid; an instant with offset. */
            expiresAt: string;
            /** @description Amounts with their tax splits, and what the platform does next. */
            money: components["schemas"]["OrderMoneyDto"];
            payments: components["schemas"]["PaymentDto"][];
            cancellations: components["schemas"]["CancellationDto"][];
            cashReceipts: components["schemas"]["CashReceiptDto"][];
            billingKeys: components["schemas"]["OrderBillingKeyDto"][];
            /** @description The last one of each payment and cancellation. */
            verdicts: components["schemas"]["LastVerdictDto"][];
            /** @description What people asked for at the desk, whatever became of it, with who let it pass; the newest first. */
            requests: components["schemas"]["RefundRequestDocument"][];
            /** @description Whether something of it needs a person. */
            needsAttention: boolean;
            timeline: components["schemas"]["TimelineDto"];
        };
        DeskProviderDocument: {
            /** @description The texts that a seller’s credentials there consist of. */
            credentialNames: string[];
            /** @description Its name in the API. */
            provider: string;
            label: components["schemas"]["ProviderLabelDocument"];
            /** @description Whether it keeps stored cards. */
            keepsCards: boolean;
        };
        DeskProviderListDocument: {
            items: components["schemas"]["DeskProviderDocument"][];
        };
        DeskSellerDocument: {
            /** @description `chg_…` of each set of credentials that is not used before a second person approves it. */
            waitsForChangeIds: string[];
            code: string;
            name: string;
            /** @description ISO instant. */
            createdAt: string;
            /** @description Whether its credentials come from the configuration of the server, and cannot be set here. */
            isConfigured: boolean;
            credentials: components["schemas"]["DeskCredentialsDocument"][];
        };
        DeskSellerPage: {
            items: components["schemas"]["DeskSellerDocument"][];
            /** @description Give it back as `cursor` for the next page; `null`: this is the last one. */
            nextCursor: string | null;
        };
        DiscountsDto: {
            /**
             * Format: int64
             * @description In won.
             */
            couponWon?: number;
            /**
             * Format: int64
             * @description In won.
             */
            pointWon?: number;
        };
        DoubtDocument: {
            payments: number;
            cancellations: number;
            /** Format: int64 */
            amountWon: number;
            provider: string;
            /** @description Since when the oldest is; ISO instant. */
            oldestSince: string;
        };
        EnrolmentBody: {
            /** @description The six digits of the app that is used now; only when there is a second factor already. */
            currentCode?: string;
        };
        EnrolmentDocument: {
            /** @description Base32, for typing. */
            secret: string;
            /** @description The same for a QR code. */
            otpauthUri: string;
        };
        EventDto: {
            /** @description The facts: ids of what it is about, amounts in won (`…Won`). Events of an order have its `orderId`, `orderNumber` and `sellerCode`. */
            data: {
                [key: string]: unknown;
            };
            /** @description `evt_…`; the `webhook-id` of its deliveries. */
            id: string;
            /**
             * @description What happened: the thing, a dot, and the state it came to.
             * @example payment.paid
             */
            type: string;
            /** @description An instant with offset. */
            occurredAt: string;
            /** @description Place in the history of its order (or billing key, cash receipt, endpoint): rises, not always by one. */
            version: number;
        };
        EventPageDto: {
            /**
             * @description Hand it back as `cursor` for what follows; `null` when there is no more now. The id of any event is a cursor: with the
             *     last one you have, you get what you have not.
             */
            nextCursor: string | null;
            items: components["schemas"]["EventDto"][];
        };
        EventTypeListDocument: {
            /** @description Every type there is, in alphabetical order. */
            items: string[];
        };
        EvidenceDto: {
            /** @description Since when it is in doubt; an instant with offset. */
            inDoubtSince: string | null;
            /** @description Why an operator is needed. */
            attention: string | null;
            /** @description `pay_…` or `can_…` */
            id: string;
            /** @description `ord_…` */
            orderId: string;
            /** @description Where it is. */
            status: string;
            /** @description In order of time. Of a long doubt the first and the last ones, and all that moved something. */
            verdicts: components["schemas"]["VerdictDto"][];
            /** @description How many are left out between them; they moved nothing. */
            leftOutVerdicts: number;
            next: components["schemas"]["NextStepDto"];
        };
        EvidenceExchangeDto: {
            /** @description What was sent, with every field hidden that is not known to be harmless. */
            request: {
                [key: string]: unknown;
            } | null;
            /** @description What came back, scrubbed the same way; `null` when nothing did. */
            response: {
                [key: string]: unknown;
            } | null;
            /** @description `null` when there was no answer over HTTP. */
            httpStatus: number | null;
            /** @description The provider's result code. */
            resultCode: string | null;
            /** @description What went wrong below HTTP. */
            failure: string | null;
            /** @description The provider call, for example `approval`. */
            operation: string;
            /** @description The host that was asked. */
            host: string;
            /** @description What the platform made of it: `done`, `refused`, `unsent` or `unknown`. */
            outcome: string;
            /** @description An instant with offset. */
            startedAt: string;
            /** @description In ms. */
            durationMs: number;
        };
        ExportOrdersDto: {
            /**
             * @description An order number or its beginning, one of our ids, a provider's id, the buyer's phone or e-mail in any writing, or the
             *     card's last digits and approval number.
             */
            text?: string;
            /**
             * Format: date-time
             * @description Created at or after this instant.
             * @example 2026-11-22T18:00:00+09:00
             */
            from?: string;
            /**
             * Format: date-time
             * @description Created before this instant.
             * @example 2026-11-22T18:00:00+09:00
             */
            to?: string;
            /**
             * @description In which language the columns and states are named.
             * @enum {string}
             */
            language: "ko" | "en";
            /** @description In one of these states. */
            status?: ("unpaid" | "confirming" | "in_doubt" | "awaiting_deposit" | "paid" | "partially_cancelled" | "cancelled" | "expired" | "voided")[];
            /** @description Paid with this provider; of one that is not paid, last tried. */
            provider?: string;
            /**
             * @description Paid in this way; of one that is not paid, last tried.
             * @enum {string}
             */
            method?: "card" | "point" | "coupon" | "virtual_account" | "transfer" | "phone" | "other";
            sellerCode?: string;
            /** @description Only what needs a person: a payment, a refund or a cash receipt that no machine can settle. */
            attention?: boolean;
            /** @description Only what has a payment in doubt, or a refund that has not ended. */
            unsettled?: boolean;
        };
        ExportUnmaskedOrdersDto: {
            /**
             * @description An order number or its beginning, one of our ids, a provider's id, the buyer's phone or e-mail in any writing, or the
             *     card's last digits and approval number.
             */
            text?: string;
            /**
             * Format: date-time
             * @description Created at or after this instant.
             * @example 2026-11-22T18:00:00+09:00
             */
            from?: string;
            /**
             * Format: date-time
             * @description Created before this instant.
             * @example 2026-11-22T18:00:00+09:00
             */
            to?: string;
            /** @description What it is needed for; it is in the audit trail. */
            reason: string;
            /**
             * @description In which language the columns and states are named.
             * @enum {string}
             */
            language: "ko" | "en";
            /** @description In one of these states. */
            status?: ("unpaid" | "confirming" | "in_doubt" | "awaiting_deposit" | "paid" | "partially_cancelled" | "cancelled" | "expired" | "voided")[];
            /** @description Paid with this provider; of one that is not paid, last tried. */
            provider?: string;
            /**
             * @description Paid in this way; of one that is not paid, last tried.
             * @enum {string}
             */
            method?: "card" | "point" | "coupon" | "virtual_account" | "transfer" | "phone" | "other";
            sellerCode?: string;
            /** @description Only what needs a person: a payment, a refund or a cash receipt that no machine can settle. */
            attention?: boolean;
            /** @description Only what has a payment in doubt, or a refund that has not ended. */
            unsettled?: boolean;
        };
        FiguresDocument: {
            /** @enum {string} */
            period: "day" | "week" | "month";
            /** @description Refusals for reasons that are not in `declines`. */
            otherDeclines: number;
            /** @description The first day of it, and of the ones beside it. */
            firstDay: string;
            previousDay: string;
            nextDay: string;
            /** @description ISO instants; `to` is the first one after it. */
            from: string;
            to: string;
            /** @description When the figures were read; ISO instant. */
            asOf: string;
            /** @description Whether it still runs. */
            isRunning: boolean;
            /** @description `null`: of all sellers. */
            seller: string | null;
            totals: components["schemas"]["TotalsDocument"];
            /** @description Of the period before; while this one runs, of as much of it as has passed of this one. */
            before: components["schemas"]["TotalsDocument"];
            beforeFrom: string;
            beforeTo: string;
            steps: components["schemas"]["FiguresStepDocument"][];
            providers: components["schemas"]["ProviderFiguresDocument"][];
            /** @description The most frequent first, at most 12. */
            declines: components["schemas"]["DeclineDocument"][];
            doubts: components["schemas"]["DoubtDocument"][];
            queue: components["schemas"]["QueueSizeDocument"];
            webhooks: components["schemas"]["WebhookHealthDocument"];
            sellers: components["schemas"]["SellerChoiceDocument"][];
        };
        FiguresStepDocument: {
            /** @description Its beginning; ISO instant. It lasts an hour of a day, else a day. */
            from: string;
            now: components["schemas"]["TotalsDocument"];
        };
        HandoffDto: {
            /**
             * @description `redirect`: open `url` (in a popup on a PC, in the same window on a phone). `payple_window`: load the script and call it with the parameters.
             * @enum {string}
             */
            type: "redirect" | "payple_window";
            /** @description What to hand to the script, with `payple_window`. */
            parameters?: {
                [key: string]: string;
            };
            /** @description The provider's page, with `redirect`. Use it as it is; its shape may change. */
            url?: string;
            /** @description The provider's script, with `payple_window`. */
            scriptUrl?: string;
        };
        HappenedDto: {
            /** @description The facts, as webhooks tell them. */
            data: {
                [key: string]: unknown;
            };
            /** @example payment.paid */
            type: string;
            /** @description The version of its order, or of what else it is about. */
            version: number;
        };
        InvitationDocument: {
            /** @description `chg_…`: the change that a second person has to approve before it can be used; `null`: it can be used. */
            waitsForChangeId: string | null;
            /** @description Hand it to the person, and to nobody else. It is not kept here and cannot be shown again. */
            url: string;
            /** @description ISO instant from which on it works no more; of a link that waits, it lasts as long from its approval on. */
            endsAt: string;
        };
        InvitedPersonDocument: {
            person: components["schemas"]["PersonDocument"];
            invitation: components["schemas"]["InvitationDocument"];
        };
        IssueCashReceiptDto: {
            /** @description Whose it is: a mobile telephone number for `personal`, a business number for `company`; hyphens do not matter. */
            identity: string;
            /**
             * Format: int64
             * @description In won. Absent: all that is left of the payment.
             */
            amountWon?: number;
            /**
             * @description `personal`: income deduction (소득공제). `company`: proof of expenses (지출증빙).
             * @enum {string}
             */
            purpose: "personal" | "company";
        };
        JudgedDto: {
            /** @description A person's own words; of the platform, what made an answer unclear. */
            reason: string | null;
            rule: string;
            /** @description What the rule says. */
            sentence: string;
            fromStatus: string;
            toStatus: string;
        };
        LastVerdictDto: {
            /** @description `pay_…` or `can_…` */
            about: string;
            rule: string;
            /** @description What the rule says. */
            sentence: string;
            fromStatus: string;
            toStatus: string;
            /** @description `platform`, or the name of whoever decided. */
            decidedBy: string;
            /** @description An instant with offset. */
            decidedAt: string;
        };
        ListedOrderDto: {
            /** @enum {string} */
            status: "unpaid" | "confirming" | "in_doubt" | "awaiting_deposit" | "paid" | "partially_cancelled" | "cancelled" | "expired" | "voided";
            /** @description With whom it was paid, or last tried; `null` before the first try. */
            provider: string | null;
            /**
             * @description How it was paid, or was to be; `null` when nobody knows yet.
             * @enum {string|null}
             */
            method: "card" | "point" | "coupon" | "virtual_account" | "transfer" | "phone" | "other" | null;
            buyer: (components["schemas"]["MaskedBuyerDto"] | (never | null)) | null;
            /** @description As what the text led to it. */
            foundBy: ("id" | "order_number" | "provider_id" | "phone" | "email" | "card")[];
            /** @description An instant with offset. */
            paidAt: string | null;
            /** @description `ord_…` */
            id: string;
            orderNumber: string;
            sellerCode: string;
            title: string;
            /** @description What the buyer pays, in won. */
            amountWon: number;
            /** @description Refunded so far, in won. */
            cancelledWon: number;
            /** @description Whether something of it needs a person. */
            needsAttention: boolean;
            /** @description An instant with offset. */
            createdAt: string;
        };
        ListedOrdersPageDto: {
            /** @description As what the text was looked for; empty when it can be nothing that orders are found by. */
            understoodAs: ("id" | "order_number" | "provider_id" | "phone" | "email" | "card")[];
            /** @description Give it back as `cursor` for the next page; `null`: this is the last one. */
            nextCursor: string | null;
            items: components["schemas"]["ListedOrderDto"][];
            /**
             * @description `true`: few orders fit, and the search stopped on its way to answer in time. `nextCursor` goes on from there; the page
             *     may hold less than was asked for, or nothing.
             */
            stoppedEarly: boolean;
        };
        ListedSessionDocument: {
            /** @example ses_0199c2f1a0b07c1d8e2f3a4b5c6d7e8f */
            id: string;
            /** @description ISO instant. */
            createdAt: string;
            /** @description ISO instant, up to a minute late. */
            lastSeenAt: string;
            /** @description Internet address of the sign-in. */
            address: string;
            /** @description What the browser called itself. */
            userAgent: string;
            isThisOne: boolean;
        };
        MadeApiKeyDocument: {
            /**
             * Format: int64
             * @description In won; `null`: no limit.
             */
            limitPerRequestWon: number | null;
            /**
             * Format: int64
             * @description In won; `null`: no limit.
             */
            limitPerDayWon: number | null;
            /**
             * Format: int64
             * @description In won; `null`: no limit.
             */
            limitPerOrderWon: number | null;
            /** @description `chg_…`: the change that a second person has to approve before the key opens anything; `null`: it waits for nobody. */
            waitsForChangeId: string | null;
            /**
             * @description The key. It is not kept here and cannot be shown again.
             * @example gy_live_x7QaB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wX2yZ3a
             */
            key: string;
            /** @example key_0199c2f1a0b07c1d8e2f3a4b5c6d7e8f */
            id: string;
            /** @description What uses it. */
            name: string;
            /**
             * @description Its first letters, to recognise it.
             * @example gy_live_x7Qa
             */
            hint: string;
            /** @description What it may do. */
            scopes: ("orders:read" | "orders:write" | "cancellations:write" | "decisions:write" | "billing:write" | "webhooks:write" | "events:read" | "admin:*")[];
            /** @description ISO instant. */
            createdAt: string;
            /** @description ISO instant from which on it is refused; `null`: never. */
            expiresAt: string | null;
            /** @description ISO instant of its last use, up to a minute late; `null`: not used yet. */
            lastUsedAt: string | null;
            /** @description ISO instant at which it was revoked; `null`: it was not. */
            revokedAt: string | null;
        };
        MaskedBuyerDto: {
            name: string | null;
            phone: string | null;
            email: string | null;
        };
        MileageCancellationDto: {
            /**
             * Format: int64
             * @description The part of the order whose points are taken back, in won.
             */
            amountWon: number;
        };
        MileageCancelledDto: {
            /** @description Points taken back, in won. */
            cancelledMileageWon: number;
            /** @description Points that remain, in won. */
            remainingMileageWon: number;
        };
        MoneyAmountDto: {
            /** @description In won. */
            totalWon: number;
            events: components["schemas"]["MoneyEventDto"][];
        };
        MoneyDifferenceDto: {
            /** @description For example `paid.vatWon`. */
            figure: string;
            /** @description By the books, in won. */
            oursWon: number;
            /** @description By the events, in won. */
            eventsWon: number;
        };
        MoneyDiscountsDto: {
            /** @description In won. */
            couponWon: number;
            /** @description In won. */
            pointWon: number;
            events: components["schemas"]["MoneyEventDto"][];
        };
        MoneyEventDto: {
            /** @description `evt_…` */
            id: string;
            /** @description For example `payment.paid`. */
            type: string;
            /** @description The version of the order that it belongs to. */
            version: number;
            /** @description An instant with offset. */
            occurredAt: string;
        };
        MoneyPaidDto: {
            /** @description Part that is exempt from VAT, in won. */
            taxFreeWon: number;
            /** @description Supply price of the taxable part, in won. */
            taxableWon: number;
            /** @description VAT, in won. */
            vatWon: number;
            /** @description In won. */
            totalWon: number;
            events: components["schemas"]["MoneyEventDto"][];
            /** @description Of it by the provider's points, in won. */
            byPointWon: number;
            /** @description Of it by the provider's coupons, in won. */
            byCouponWon: number;
        };
        MoneyPendingDto: {
            /** @description Payments whose end is open. */
            payments: components["schemas"]["MoneyAmountDto"];
            /** @description Refunds whose end is open. */
            refunds: components["schemas"]["MoneyAmountDto"];
            /** @description What of the payment is left when they are done, in won. */
            leftAfterRefundsWon: number;
        };
        MoneySplitDto: {
            /** @description Part that is exempt from VAT, in won. */
            taxFreeWon: number;
            /** @description Supply price of the taxable part, in won. */
            taxableWon: number;
            /** @description VAT, in won. */
            vatWon: number;
            /** @description In won. */
            totalWon: number;
            events: components["schemas"]["MoneyEventDto"][];
        };
        NamedPersonDocument: {
            /** @description `person_…` */
            id: string;
            name: string;
        };
        NextStepDto: {
            /** @description What the platform will do, in a sentence; `null` when it does nothing by itself. */
            what: string | null;
            /** @description When; an instant with offset. One that is past means at once. */
            at: string | null;
            /** @description What it is about: `pay_…`, `can_…` or `ord_…`. */
            about: string;
            /** @description Whether an operator was called: always while there is `attention`, also when it is settled. What they may decide is in the queue. */
            waitsForOperator: boolean;
        };
        OrderBillingKeyDto: {
            /** @description The issuer or bank, with the masked number; `null` while there is none. */
            shownAs: string | null;
            /** @description `bk_…` */
            id: string;
            provider: string;
            method: string;
            status: string;
        };
        OrderChoicesDto: {
            providers: string[];
            sellers: components["schemas"]["SellerChoiceDto"][];
        };
        OrderDto: {
            /**
             * @description Where it is. `in_doubt`: being looked up at the provider; never treat that as unpaid.
             * @enum {string}
             */
            status: "unpaid" | "confirming" | "in_doubt" | "awaiting_deposit" | "paid" | "partially_cancelled" | "cancelled" | "expired" | "voided";
            discounts: components["schemas"]["DiscountsDto"];
            buyer: (components["schemas"]["BuyerDto"] | (never | null)) | null;
            /** @description An instant with offset. */
            paidAt: string | null;
            metadata: {
                [key: string]: string;
            };
            /** @description `ord_…` */
            id: string;
            orderNumber: string;
            sellerCode: string;
            title: string;
            /** @description What the buyer pays, in won. */
            amountWon: number;
            /** @description Tax-free part, in won. */
            taxFreeWon: number;
            /** @description Supply price of the taxable part, in won. */
            taxableWon: number;
            /** @description VAT, in won. */
            vatWon: number;
            /** @description Refunded so far, in won. */
            cancelledWon: number;
            /** @description What can be refunded now, in won. 0 while a cancellation runs. */
            cancellableWon: number;
            items: components["schemas"]["ShownOrderItemDto"][];
            returnUrl: string;
            /** @description The hosted page where the buyer can pay; works until the order is over. */
            checkoutUrl: string;
            /** @description An instant with offset. */
            expiresAt: string;
            /** @description An instant with offset. */
            createdAt: string;
            /** @description Present when the card that pays it is to be stored. */
            registerCard?: components["schemas"]["CardToRegisterDto"];
            /** @description Rises with every change. */
            version: number;
            payments: components["schemas"]["PaymentDto"][];
            cancellations: components["schemas"]["CancellationDto"][];
        };
        OrderExchangeDto: {
            /** @description What was sent, with every field hidden that is not known to be harmless. */
            request: {
                [key: string]: unknown;
            } | null;
            /** @description What came back, scrubbed the same way; `null` when nothing did. */
            response: {
                [key: string]: unknown;
            } | null;
            /** @description `null` when there was no answer over HTTP. */
            httpStatus: number | null;
            /** @description The provider's result code. */
            resultCode: string | null;
            /** @description What went wrong below HTTP. */
            failure: string | null;
            /** @description The provider call, for example `approval`. */
            operation: string;
            /** @description The host that was asked. */
            host: string;
            /** @description What the platform made of it: `done`, `refused`, `unsent` or `unknown`. */
            outcome: string;
            /** @description An instant with offset. */
            startedAt: string;
            /** @description In ms. */
            durationMs: number;
            /** @description `exc_…` */
            id: string;
            provider: string;
        };
        OrderItemDto: {
            /**
             * @description Your reference of the line, unique within the order, as the provider is told it: characters of CP949 (no emoji). Absent:
             *     `ITEM_1`, `ITEM_2`, …
             */
            reference?: string;
            /** @description What it is. */
            name: string;
            /** @description A chosen option, for example a size. */
            option?: string;
            /**
             * Format: int64
             * @description List price times quantity, in won, before your own discounts.
             */
            amountWon: number;
            /**
             * Format: int64
             * @description Tax-free part of `amountWon`, in won.
             */
            taxFreeWon?: number;
            /** @description How many; 1 to 99,999. */
            quantity: number;
        };
        OrderMoneyDto: {
            /** @description What the platform will do next, and when; the soonest first. */
            next: components["schemas"]["NextStepDto"][];
            /** @description `ord_…` */
            orderId: string;
            status: string;
            version: number;
            /** @description What the buyer is to pay. */
            amount: components["schemas"]["MoneySplitDto"];
            discounts: components["schemas"]["MoneyDiscountsDto"];
            /** @description What came and stays, refunds not taken off. */
            paid: components["schemas"]["MoneyPaidDto"];
            /** @description What was given back of it. */
            cancelled: components["schemas"]["MoneySplitDto"];
            /** @description What can be given back now: nothing while a refund runs, or where the provider gives nothing back. */
            cancellable: components["schemas"]["MoneySplitDto"];
            /** @description Money that the order could not take and that went back. */
            reversed: components["schemas"]["MoneyAmountDto"];
            pending: components["schemas"]["MoneyPendingDto"];
            /** @description Empty, as long as the books are what their events tell. */
            differences: components["schemas"]["MoneyDifferenceDto"][];
        };
        OrderPageDto: {
            /** @description Hand it back as `cursor` for the next page; `null` on the last one. */
            nextCursor: string | null;
            items: components["schemas"]["OrderDto"][];
        };
        OrderViewDto: {
            /** @description `view_…` */
            id: string;
            name: string;
            filters: components["schemas"]["ViewFiltersDto"];
            /** @description An instant with offset. */
            createdAt: string;
        };
        OrderViewListDto: {
            items: components["schemas"]["OrderViewDto"][];
        };
        PaidPartDocument: {
            /** @example card */
            method: string;
            name: string;
            /** @description In won. */
            amountWon: number;
        };
        PasswordBody: {
            currentPassword: string;
            /** @description At least 12 characters, and not what anybody would try first. */
            newPassword: string;
        };
        PayOrderDto: {
            /** @description The provider, for example `payco`. */
            provider: string;
            /**
             * @description How the buyer pays, where the provider offers several ways: for example `card` or `transfer`. Absent:
             *     the provider's usual one, or the buyer chooses there.
             */
            method?: string;
            /** @description A stored card to pay on at once, `bk_…`, without the buyer: there is no handoff, and nothing else here matters. */
            billingKeyId?: string;
            /**
             * @description Where the buyer sits: `pc` (open the handoff in a popup) or `mobile` (in the same window).
             * @enum {string}
             */
            channel: "pc" | "mobile";
            /** @description Whether the page opens inside an app's web view. */
            inApp?: boolean;
            /**
             * @description `confirm`: the buyer agrees, then the platform takes the money. `immediate`: the provider takes it at once. Absent: `confirm`.
             * @enum {string}
             */
            mode?: "confirm" | "immediate";
        };
        PaymentDto: {
            /**
             * @description Where it is. `in_doubt`: its outcome is being looked up; never treat that as failed.
             * @enum {string}
             */
            status: "open" | "confirming" | "in_doubt" | "awaiting_deposit" | "paid" | "refused" | "abandoned" | "reversed";
            /** @enum {string} */
            channel: "pc" | "mobile";
            /** @description The method it was opened for, or of the stored card or account it charges; `null` where the buyer chooses at the provider. */
            askedMethod: string | null;
            /** @description How it was paid, by its leading means; `null` until the provider confirmed it. */
            method: string | null;
            /** @description The stored card it is a charge on, `bk_…`; `null` when the buyer pays in a window. */
            billingKeyId: string | null;
            /** @description The month it is charged for, `YYYY-MM`; `null` when it is for none. */
            billingMonth: string | null;
            /** @description The billing key that it registers, `bk_…`: there from the moment it is paid, if the provider gave one. */
            registersBillingKeyId: string | null;
            receipt: (components["schemas"]["ReceiptDto"] | (never | null)) | null;
            refusal: (components["schemas"]["RefusalDto"] | (never | null)) | null;
            /** @description Why an operator is needed; `null` while the machine settles it. */
            attention: string | null;
            /** @description An instant with offset. */
            paidAt: string | null;
            /** @description `pay_…` */
            id: string;
            /** @description `ord_…` */
            orderId: string;
            /** @description The provider, for example `payco`. */
            provider: string;
            /** @description In won. */
            amountWon: number;
            /** @description Where to send the buyer; present while it is open. */
            handoff?: components["schemas"]["HandoffDto"];
            /** @description Where the buyer must pay to, while a deposit is awaited. */
            deposit?: components["schemas"]["DepositDto"];
            /** @description An instant with offset. */
            createdAt: string;
        };
        PaymentOfOrderDto: {
            /**
             * @description Where it is. `in_doubt`: its outcome is being looked up; never treat that as failed.
             * @enum {string}
             */
            status: "open" | "confirming" | "in_doubt" | "awaiting_deposit" | "paid" | "refused" | "abandoned" | "reversed";
            /** @enum {string} */
            channel: "pc" | "mobile";
            /** @description The method it was opened for, or of the stored card or account it charges; `null` where the buyer chooses at the provider. */
            askedMethod: string | null;
            /** @description How it was paid, by its leading means; `null` until the provider confirmed it. */
            method: string | null;
            /** @description The stored card it is a charge on, `bk_…`; `null` when the buyer pays in a window. */
            billingKeyId: string | null;
            /** @description The month it is charged for, `YYYY-MM`; `null` when it is for none. */
            billingMonth: string | null;
            /** @description The billing key that it registers, `bk_…`: there from the moment it is paid, if the provider gave one. */
            registersBillingKeyId: string | null;
            receipt: (components["schemas"]["ReceiptDto"] | (never | null)) | null;
            refusal: (components["schemas"]["RefusalDto"] | (never | null)) | null;
            /** @description Why an operator is needed; `null` while the machine settles it. */
            attention: string | null;
            /** @description An instant with offset. */
            paidAt: string | null;
            /** @description `pay_…` */
            id: string;
            /** @description `ord_…` */
            orderId: string;
            /** @description The provider, for example `payco`. */
            provider: string;
            /** @description In won. */
            amountWon: number;
            /** @description Where to send the buyer; present while it is open. */
            handoff?: components["schemas"]["HandoffDto"];
            /** @description Where the buyer must pay to, while a deposit is awaited. */
            deposit?: components["schemas"]["DepositDto"];
            /** @description An instant with offset. */
            createdAt: string;
            /** @description Your number of the order that it is for. */
            orderNumber: string;
            /** @description What went back of it, through the platform or without it, in won. */
            cancelledWon: number;
            /** @description What could be asked back at this moment, in won; 0 while a refund is under way. */
            cancellableWon: number;
        };
        PersonDocument: {
            roles: ("viewer" | "operator" | "approver" | "administrator")[];
            /**
             * Format: int64
             * @description In won; `null`: no limit of their own.
             */
            refundLimitWon: number | null;
            /** @description `chg_…` of each change of their rights, or link for them, that waits for a second person. */
            waitsForChangeIds: string[];
            /** @example person_0199c2f1a0b07c1d8e2f3a4b5c6d7e8f */
            id: string;
            email: string;
            name: string;
            /** @description `false`: invited, and the invitation was not used yet. */
            hasPassword: boolean;
            hasSecondFactor: boolean;
            /** @description ISO instant; `null`: they may sign in. */
            disabledAt: string | null;
            /** @description ISO instant. */
            createdAt: string;
        };
        PersonPage: {
            items: components["schemas"]["PersonDocument"][];
            /** @description Give it back as `cursor` for the next page; `null`: this is the last one. */
            nextCursor: string | null;
        };
        PlaceFaultBody: {
            /** @description Only calls about one payment: by the reference that the provider knows it by. */
            reference?: string;
            /** @description The call with which it goes wrong: one of the `endpoints` of the simulator. */
            endpoint: string;
            /** @description What goes wrong: one of the `faults` of that endpoint. */
            fault: string;
            /** @description With how many calls; once when neither this nor `percent` is given. */
            count?: number;
            /** @description With this share of all calls, in percent, until it is taken back. */
            percent?: number;
            /** @description With `delay`: how late the answer is, in ms. */
            delayMs?: number;
            /**
             * @description Whether what was asked for happens nevertheless (`after`), or not (`before`). Left out: what is usual of the fault.
             * @enum {string}
             */
            effect?: "before" | "after";
            /** @description With `decline`: the provider’s result code. */
            code?: string;
        };
        PlacedFaultDocument: {
            /** @description The simulator’s number of it. */
            id: number;
            /**
             * @description `after`: what was asked for happens nevertheless.
             * @enum {string}
             */
            effect: "before" | "after";
            /** @description In ms. */
            delayMs: number;
            code: string | null;
            reference: string | null;
            /** @description With how many calls it still goes wrong; `null`: `percent` decides. */
            left: number | null;
            percent: number | null;
            /** @description With how many calls it went wrong. */
            hits: number;
            endpoint: string;
            fault: string;
        };
        PossibleDecisionDocument: {
            /** @enum {string} */
            decision: "paid" | "not_paid" | "given_back" | "noted" | "refunded" | "not_refunded" | "try_again" | "not_known";
            /**
             * @description Which of the three honest answers it is.
             * @enum {string}
             */
            answer: "happened" | "did_not_happen" | "not_known_yet";
            /** @description What somebody says who chooses it. */
            means: string;
            /** @description What the platform does then. */
            next: string;
            /** @description What it takes beside the reason. */
            needs: string[];
            /** @description What may be said with it. */
            takes: string[];
            /** @description Whether it could give the money back twice, so that it takes `acceptDoubleRefund`. */
            couldRefundTwice: boolean;
        };
        PreviewExternalCancellationBody: {
            /**
             * Format: int64
             * @description How much went back, in won; at most what is left of the order. Absent: all that is left.
             */
            amountWon?: number;
            /**
             * Format: int64
             * @description How much of it is tax-free, in won. Absent: the share that the tax-free part has in what is left.
             */
            taxFreeWon?: number;
            /**
             * Format: date-time
             * @description When it went back; an instant with offset. With it, it is also told whether it can have been then.
             * @example 2026-11-22T18:00:00+09:00
             */
            refundedAt?: string;
        };
        PreviewRefundBody: {
            /**
             * Format: int64
             * @description How much, in won. Absent: all that is left.
             */
            amountWon?: number;
            /**
             * Format: int64
             * @description How much of it is tax-free, in won. Absent: the share that the tax-free part has in what is left.
             */
            taxFreeWon?: number;
        };
        /** @description What went wrong (RFC 9457), and what to do about it. Decide by `code`; it never changes. */
        Problem: {
            /**
             * @description Where the code is explained.
             * @example /docs/errors#over_balance
             */
            type: string;
            /** @description One sentence, whatever the occasion. */
            title: string;
            /**
             * @description The HTTP status.
             * @example 422
             */
            status: number;
            /** @enum {string} */
            code: "amounts_do_not_add_up" | "api_key_waits_for_approval" | "approval_settled" | "approval_waits" | "asker_lost_right" | "asker_may_not_refund" | "batch_not_sendable" | "billing_key_not_usable" | "body_too_large" | "busy" | "cancellation_running" | "cash_receipt_stands" | "change_outdated" | "change_settled" | "change_waits" | "cross_site_request" | "csv_not_readable" | "decision_not_possible" | "email_used" | "idempotency_key_required" | "idempotency_key_reused" | "idempotency_key_running" | "idempotency_key_unfinished" | "internal" | "invitation_not_usable" | "invitation_waits_for_approval" | "key_limit_reached" | "key_without_person" | "last_administrator" | "malformed_request" | "method_not_allowed" | "missing_api_key" | "month_charged" | "needs_operator" | "not_found" | "not_independent" | "not_missing_at_provider" | "not_ready" | "not_signed_in" | "not_supported" | "nothing_to_decide" | "order_not_cancellable" | "order_not_paid" | "order_not_payable" | "order_not_reopenable" | "order_not_voidable" | "order_number_used" | "over_balance" | "own_rights" | "permission_missing" | "provider_not_reached" | "provider_not_set_up" | "provider_number_used" | "provider_refused" | "refund_found_already" | "refunded_at_not_possible" | "scope_missing" | "second_factor_needed" | "seller_code_used" | "shown_changed" | "sign_in_refused" | "too_many_requests" | "too_many_views" | "unknown_provider" | "unknown_seller" | "unsupported_media_type" | "view_name_used" | "weak_password" | "webhook_address_refused" | "webhook_url_used" | "wrong_api_key" | "wrong_code" | "wrong_password" | "wrong_person";
            /** @description One sentence about this very occasion. */
            detail?: string;
            /** @description What the caller does next. */
            whatToDo: string;
            /**
             * @description What the buyer can do about a decline, when the provider’s code says something that they can act on.
             * @enum {string}
             */
            buyerReason?: "limit_exceeded" | "insufficient_balance" | "expired_card" | "wrong_card_data" | "wrong_password" | "card_blocked" | "card_not_allowed" | "account_unusable" | "verification_failed" | "issuer_unavailable" | "ask_issuer";
            /** @description The provider’s own result code, when the provider refused. */
            providerCode?: string;
            /** @description The provider’s own words, when the provider refused. */
            providerMessage?: string;
            /** @description What exists already and stands in the way. */
            resourceId?: string;
            /** @description After which another try makes sense. */
            retryAfterSeconds?: number;
            /** @description The limit that was reached, in won. */
            limitWon?: number;
            /** @description What counts against that limit already, in won. */
            usedWon?: number;
            /** @description What is left of the payment, in won. */
            leftWon?: number;
            /** @description What went back without us, and was found and recorded just now, in won. */
            recordedElsewhereWon?: number;
            /** @description What went back there that our books do not have, in won. */
            missingWon?: number;
            /** @description Also in the header X-Request-Id; name it when you ask for help. */
            requestId?: string;
        };
        ProductStatusDto: {
            /** @description The line's reference. Absent: every line of the order. */
            itemReference?: string;
            /**
             * @description The state of the line.
             * @enum {string}
             */
            status: "awaiting_deposit" | "paid" | "delivery_started" | "purchase_decided" | "cancelled";
        };
        ProviderFiguresDocument: {
            provider: string;
            now: components["schemas"]["TotalsDocument"];
            before: components["schemas"]["TotalsDocument"];
        };
        ProviderLabelDocument: {
            ko: string;
            en: string;
        };
        QueueDecisionDocument: {
            /** @enum {string} */
            kind: "payment" | "cancellation" | "billing_key" | "cash_receipt";
            /** @enum {string} */
            decision: "paid" | "not_paid" | "given_back" | "noted" | "refunded" | "not_refunded" | "try_again" | "not_known";
            /** @description What was asked for, when nothing is decided before a second person approves it; `null`: it is decided. */
            request: (components["schemas"]["RefundRequestDocument"] | (never | null)) | null;
            id: string;
            /** @description Where it is now. */
            status: string;
            /** @description Whether it still waits for somebody, now or soon. */
            isOpen: boolean;
        };
        QueueEntryDocument: {
            /** @enum {string} */
            kind: "payment" | "cancellation" | "billing_key" | "cash_receipt";
            /**
             * Format: int64
             * @description In won; `null` for a billing key.
             */
            amountWon: number | null;
            /** @description The last time that somebody looked and could not tell. */
            lastLook: (components["schemas"]["QueueLookDocument"] | (never | null)) | null;
            /** @description The payment that it is about; `null` of billing keys and cash receipts. */
            payment: (components["schemas"]["QueuePaymentDocument"] | (never | null)) | null;
            /** @description The stored card that it is about; `null` of everything else. */
            billingKey: (components["schemas"]["DeskBillingKeyDocument"] | (never | null)) | null;
            /** @description The verdicts with the questions and answers behind them, and what comes next; of payments and cancellations. */
            evidence: (components["schemas"]["EvidenceDto"] | (never | null)) | null;
            /** @description A decision about it that waits for a second person; `null`: none does. */
            waitingRequest: (components["schemas"]["RefundRequestDocument"] | (never | null)) | null;
            /** @description How it left the queue; `null` while it waits, or when that was not by a verdict. */
            settlement: (components["schemas"]["QueueSettlementDocument"] | (never | null)) | null;
            /** @description Whether it waits for a person now. */
            isWaiting: boolean;
            decisions: components["schemas"]["PossibleDecisionDocument"][];
            /** @description What to do about what nobody can decide here; `null` where there are decisions. */
            whatToDo: string | null;
            /** @description The newest questions and answers, the newest first; of billing keys and cash receipts. */
            exchanges: components["schemas"]["EvidenceExchangeDto"][];
            /** @description Whoever looked and could not tell, the newest first. */
            looks: components["schemas"]["QueueLookDocument"][];
            /** @description `pay_…`, `can_…`, `bk_…` or `crc_…` */
            id: string;
            /** @description `ord_…`; `null` for a billing key. */
            orderId: string | null;
            /** @description The merchant's number of the order; `null` for a billing key. */
            orderNumber: string | null;
            /** @description The provider to look at. */
            provider: string;
            status: string;
            /** @description Why a person is needed; `null`: none is needed any more. */
            attention: string | null;
            /** @description Since when it is in doubt; of a settled payment, when it was last decided about; else when it began; ISO instant. */
            since: string;
        };
        QueueItemDocument: {
            /** @enum {string} */
            kind: "payment" | "cancellation" | "billing_key" | "cash_receipt";
            /**
             * Format: int64
             * @description In won; `null` for a billing key.
             */
            amountWon: number | null;
            /** @description The last time that somebody looked and could not tell. */
            lastLook: (components["schemas"]["QueueLookDocument"] | (never | null)) | null;
            /** @description `pay_…`, `can_…`, `bk_…` or `crc_…` */
            id: string;
            /** @description `ord_…`; `null` for a billing key. */
            orderId: string | null;
            /** @description The merchant's number of the order; `null` for a billing key. */
            orderNumber: string | null;
            /** @description The provider to look at. */
            provider: string;
            status: string;
            /** @description Why a person is needed; `null`: none is needed any more. */
            attention: string | null;
            /** @description Since when it is in doubt; of a settled payment, when it was last decided about; else when it began; ISO instant. */
            since: string;
        };
        QueueLookDocument: {
            /** @description ISO instant. */
            at: string;
            /** @description As they were called then. */
            personName: string;
            /** @description `person_…` */
            personId: string;
            /** @description What they saw, and where. */
            note: string;
        };
        QueuePage: {
            /** @description How many wait in all, of every kind. */
            waiting: number;
            items: components["schemas"]["QueueItemDocument"][];
            /** @description Give it back as `cursor` for the next page; `null`: this is the last one. */
            nextCursor: string | null;
        };
        QueuePaymentDocument: {
            /** @description `pay_…` */
            id: string;
            /** @description The number of this try at the provider, to look for there; `null`: it was never opened there. */
            providerReference: string | null;
            /** @description The provider's id of the payment; `null` while it has told none. */
            providerPaymentId: string | null;
            /** @description When it was begun; ISO instant. */
            openedAt: string;
            /** @description When the buyer's page was let into the provider's window; ISO instant; `null`: never, or there is none. */
            windowOpenedAt: string | null;
            /** @description Whether it was given up here while the provider may have its money all the same. */
            isGivenUp: boolean;
            /** @description Why it was given up, for example `order_voided`; `null`: it was not, or the buyer never came back from its window. */
            givenUpBecause: string | null;
            /** @description Whether the order can take its money, should it be found; else that goes back at once. */
            orderTakesIt: boolean;
        };
        QueueSettlementDocument: {
            /** @description ISO instant. */
            at: string;
            /** @description `platform`, or the name of whoever decided. */
            decidedBy: string;
            /** @description `person_…`, or `key_…` of an API key; `null` of the platform. */
            decidedWith: string | null;
            /** @description By which rule. */
            rule: string;
            /** @description What the rule says. */
            sentence: string;
            /** @description Where it is since. */
            status: string;
            reason: string | null;
        };
        QueueSizeDocument: {
            payments: number;
            cancellations: number;
            billingKeys: number;
            cashReceipts: number;
            total: number;
        };
        ReceiptDto: {
            card: (components["schemas"]["CardReceiptDto"] | (never | null)) | null;
            /** @description The account the money was taken from; `null` when it was paid otherwise. */
            account: (components["schemas"]["AccountReceiptDto"] | (never | null)) | null;
            /** @description The provider's id of the payment. */
            providerPaymentId: string;
            /** @description The means it was made of; they add up to the amount. */
            parts: components["schemas"]["ReceiptPartDto"][];
            /** @description What of it can be cancelled through the provider: `any` part, only the `whole`, or `none`. */
            cancels: string;
        };
        ReceiptPartDto: {
            /** @description The provider's transaction number. */
            transactionNumber: string | null;
            /** @description `card`, `point`, `coupon`, `virtual_account`, `transfer`, `phone` or `other`. */
            method: string;
            /** @description The provider's name for it. */
            name: string;
            /** @description In won. */
            amountWon: number;
            /** @description Tax-free part, in won. */
            taxFreeWon: number;
            /** @description Supply price of the taxable part, in won. */
            taxableWon: number;
            /** @description VAT, in won. */
            vatWon: number;
        };
        RecordExternalCancellationDto: {
            /**
             * Format: int64
             * @description How much went back, in won; at most what is left of the order.
             */
            amountWon: number;
            /**
             * Format: int64
             * @description How much of it is tax-free, in won. Absent: the share that the tax-free part has in what is left.
             */
            taxFreeWon?: number;
            /**
             * Format: int64
             * @description What the order showed as `cancellableWon` when the operator looked, in won. When it is another by now, nothing is recorded
             *     (409 `shown_changed`): what they saw on the provider's pages may be a refund of ours that has come to an end meanwhile.
             */
            expectedCancellableWon?: number;
            /**
             * Format: date-time
             * @description When it went back; an instant with offset.
             * @example 2026-11-22T18:00:00+09:00
             */
            refundedAt: string;
            /** @description The provider's, or the bank's, number of it, when there is one. */
            providerCancellationId?: string;
            /** @description What the operator saw, and where; kept with the evidence, without card numbers, resident numbers and API keys. */
            reason: string;
            /** @description The operator's name; kept with the evidence, beside the id of the API key that brought it. */
            decidedBy: string;
            /**
             * @description How it went back. `provider_site`: on the provider's merchant pages. `by_hand`: by other means, such as a bank transfer
             *     for a virtual account. `chargeback`: the provider or the card company took it.
             * @enum {string}
             */
            origin: "provider_site" | "by_hand" | "chargeback";
            /**
             * @description That this is another refund than the one of the same amount that is recorded already, found at the provider or entered, whatever
             *     its origin and number: without it such an entry is refused (422 `refund_found_already`), for it may be the same money.
             */
            isAnother?: boolean;
        };
        RecoveryCodesDocument: {
            /**
             * @example [
             *       "k7d2-9fqm-3x8t-zr5w"
             *     ]
             */
            recoveryCodes: string[];
        };
        RedeliverDto: {
            /**
             * Format: date-time
             * @description Events that happened at or after this instant. With it goes `to`, and no `eventId`.
             * @example 2026-11-22T18:00:00+09:00
             */
            from?: string;
            /**
             * Format: date-time
             * @description Events that happened before this instant.
             * @example 2026-11-22T18:00:00+09:00
             */
            to?: string;
            /** @description `evt_…`; sent whatever types the endpoint chose. */
            eventId?: string;
            /** @description Only these types; left out, those the endpoint chose. */
            types?: string[];
            /** @description Only events whose delivery was given up. */
            onlyFailed?: boolean;
        };
        RedeliveryDto: {
            /** @description How many events wait to be sent from now on. */
            eventCount: number;
        };
        RefundBatchDocument: {
            /** @description `rfb_…` */
            id: string;
            madeBy: components["schemas"]["NamedPersonDocument"];
            madeAt: string;
            /** @description Of the dry run; to be given with the start. */
            shownHash: string;
            lineCount: number;
            /** @description Rows with something wrong; nothing is sent while there is one. */
            brokenCount: number;
            /** @description What all rows come to that are not broken, in won. */
            amountWon: number;
            startedAt: string | null;
            /** @description When every line had had its turn. */
            endedAt: string | null;
        };
        RefundBatchLineDocument: {
            /**
             * Format: int64
             * @description As the file says, in won; `null`: all that is left.
             */
            askedWon: number | null;
            /** @description What would go back; `null`: the row is broken. */
            refund: (components["schemas"]["TaxSplitDocument"] | (never | null)) | null;
            /** Format: int64 */
            balanceAfterWon: number | null;
            /**
             * @description What became of it; `null`: it was not its turn, or it failed.
             * @enum {string|null}
             */
            outcome: "waits_for_approval" | "under_way" | "in_doubt" | "done" | "refused_by_provider" | "refused" | "withdrawn" | "expired" | "stale" | null;
            /** @description Why it could not be asked for when it was its turn. */
            failure: (components["schemas"]["RowFaultDocument"] | (never | null)) | null;
            /** @description Where it is in the file; the first line is 1. */
            line: number;
            /** @description The order as the file names it. */
            orderText: string;
            /** @description `ord_…`; `null`: there is no such order. */
            orderId: string | null;
            reason: string;
            /** @description Why a second person will have to approve; empty: it is carried out at once. */
            approvalReasons: components["schemas"]["ApprovalReasonDocument"][];
            /** @description Empty: nothing is wrong. */
            faults: components["schemas"]["RowFaultDocument"][];
            /** @description `rfr_…`; `null`: not asked for yet, or it could not be. */
            requestId: string | null;
            /** @description The provider's words, when it refused. */
            providerMessage: string | null;
        };
        RefundBatchPage: {
            items: components["schemas"]["RefundBatchDocument"][];
            /** @description Give it back as `cursor` for the next page; `null`: this is the last one. */
            nextCursor: string | null;
        };
        RefundBatchWithLinesDocument: {
            lines: components["schemas"]["RefundBatchLineDocument"][];
            /** @description `rfb_…` */
            id: string;
            madeBy: components["schemas"]["NamedPersonDocument"];
            madeAt: string;
            /** @description Of the dry run; to be given with the start. */
            shownHash: string;
            lineCount: number;
            /** @description Rows with something wrong; nothing is sent while there is one. */
            brokenCount: number;
            /** @description What all rows come to that are not broken, in won. */
            amountWon: number;
            startedAt: string | null;
            /** @description When every line had had its turn. */
            endedAt: string | null;
        };
        RefundPreviewDocument: {
            /**
             * @description What of it can go back through the provider.
             * @enum {string}
             */
            refundable: "any" | "whole" | "none";
            /** @description What would go back; `null` when nothing can. */
            refund: (components["schemas"]["TaxSplitDocument"] | (never | null)) | null;
            balanceAfter: (components["schemas"]["TaxSplitDocument"] | (never | null)) | null;
            /** @description `null`: it is possible. */
            whyNot: (components["schemas"]["WhyNotDocument"] | (never | null)) | null;
            /**
             * @description What may come of it though it is possible. `below_coupon`: providers may refuse a part smaller than the coupon.
             *     `operator_called`: somebody has to look at the payment, of which less may be left at the provider than in our books.
             */
            cautions: ("below_coupon" | "operator_called")[];
            /** @description `ord_…` */
            orderId: string;
            orderNumber: string;
            /** @description `pay_…`; `null`: nothing is paid. */
            paymentId: string | null;
            provider: string | null;
            /** @description What the order came to, in won. */
            orderWon: number;
            /** @description What was refunded of it, in won. */
            refundedWon: number;
            /** @description How it was paid. What was paid with coupons and points goes back with the rest, or not at all. */
            parts: components["schemas"]["PaidPartDocument"][];
            /** @description What is left of the payment now. */
            balanceBefore: components["schemas"]["TaxSplitDocument"];
            /** @description Why a second person has to approve; empty: it is carried out at once. */
            approvalReasons: components["schemas"]["ApprovalReasonDocument"][];
            /** @description To be given with the asking: it holds only as long as the same would be shown. `null` when nothing can be asked for. */
            shownHash: string | null;
        };
        RefundRequestDocument: {
            /**
             * @description `stale`: what was shown is not so any more, so it came to nothing. `begun`: see `cancellation`.
             * @enum {string}
             */
            status: "pending" | "approved" | "begun" | "refused" | "withdrawn" | "expired" | "stale";
            /**
             * @description `refund`: money goes back. `decision`: see `decision`. `external_cancellation`: a refund that happened elsewhere.
             * @enum {string}
             */
            kind: "refund" | "decision" | "external_cancellation";
            /** @description What is said about which payment or cancellation; `null`: it is no decision. */
            decision: (components["schemas"]["RequestedDecisionDocument"] | (never | null)) | null;
            /** @description How it went back elsewhere; `null`: it is no `external_cancellation`. */
            external: (components["schemas"]["RequestedExternalDocument"] | (never | null)) | null;
            /**
             * @description What became of it, in one word. `under_way`: it is being carried out. `in_doubt`: its outcome is being looked up.
             * @enum {string}
             */
            outcome: "waits_for_approval" | "under_way" | "in_doubt" | "done" | "refused_by_provider" | "refused" | "withdrawn" | "expired" | "stale";
            /** @description Who approved or refused it; `null`: nobody yet, or nobody had to. */
            decidedBy: (components["schemas"]["NamedPersonDocument"] | (never | null)) | null;
            cancellation: (components["schemas"]["CancellationDto"] | (never | null)) | null;
            /** @description `rfr_…` */
            id: string;
            /** @description `ord_…` */
            orderId: string;
            orderNumber: string;
            orderTitle: string;
            sellerCode: string;
            /** @description `pay_…` */
            paymentId: string;
            provider: string;
            /** @description An instant with offset. */
            paidAt: string | null;
            refund: components["schemas"]["TaxSplitDocument"];
            /** @description What was left of the payment when it was asked for, in won. */
            balanceBeforeWon: number;
            balanceAfterWon: number;
            reason: string;
            approvalReasons: components["schemas"]["ApprovalReasonDocument"][];
            /** @description Of what was shown to who asked. */
            shownHash: string;
            askedBy: components["schemas"]["NamedPersonDocument"];
            askedAt: string;
            /** @description Until when it may be approved; `null`: it needs no approval. */
            expiresAt: string | null;
            decidedAt: string | null;
            /** @description Why it was refused. */
            decisionReason: string | null;
            /** @description Why it came to nothing though nobody decided so. */
            staleBecause: string | null;
        };
        RefusalDto: {
            /**
             * @description Why the buyer's means of payment was declined, as far as they can act on it: `limit_exceeded`, `insufficient_balance`,
             *     `expired_card`, … Absent when the provider's code says nothing of the kind. New ones may come.
             * @enum {string}
             */
            buyerReason?: "limit_exceeded" | "insufficient_balance" | "expired_card" | "wrong_card_data" | "wrong_password" | "card_blocked" | "card_not_allowed" | "account_unusable" | "verification_failed" | "issuer_unavailable" | "ask_issuer";
            /** @description With `given_back`: how much was taken and went back, in won, where the provider told. */
            wentBackWon?: number;
            /**
             * @description The reason in our words: `declined`, `buyer_cancelled`, `sheet_expired`, `configuration`, … With `given_back` money was
             *     taken, but not as it was asked for, and was given back at once; while the payment is in doubt, it is to go back.
             */
            reason: string;
            /** @description The provider's result code, when it was the provider who said no. */
            providerCode?: string;
            /** @description The provider's own words. */
            providerMessage?: string;
        };
        RefuseRequestBody: {
            /** @description For who asked, and the trail. */
            reason: string;
        };
        RegisterCardDto: {
            /** @description The provider that is to keep it. */
            provider: string;
            /** @description What to register, of what the provider keeps: a `card`, or by `transfer` a bank account. Absent: its usual one. */
            method?: string;
            /** @description Your own name for the customer, to find their cards again. No secrets. */
            customerReference?: string;
            /**
             * Format: uri
             * @description Where the buyer's browser ends, with `billingKeyId` and `status` added: a hint for the page, never proof.
             *     http, https, or the scheme of an app that `RETURN_URL_SCHEMES` lists (`myapp://orders/done`).
             * @example https://shop.example.com/orders/return
             */
            returnUrl: string;
            /** @description The branch that will charge it. Absent: the default seller. */
            sellerCode?: string;
            /**
             * @description Where the buyer sits. Absent: `pc`.
             * @enum {string}
             */
            channel?: "pc" | "mobile";
            buyer?: components["schemas"]["BuyerDto"];
        };
        RejectChangeBody: {
            /** @description For who asked, and the trail. */
            reason: string;
        };
        ReopenOrderDto: {
            /**
             * Format: date-time
             * @description Until when it may be paid; an instant with offset, in the future and at most 90 days ahead.
             * @example 2026-11-22T18:00:00+09:00
             */
            expiresAt: string;
        };
        RequestedDecisionDocument: {
            /** @description `pay_…` or `can_…` */
            aboutId: string;
            /** @description For example `try_again`. */
            decision: string;
        };
        RequestedExternalDocument: {
            /**
             * @description `provider_site`: on the provider's merchant pages. `by_hand`: by other means. `chargeback`: it was taken.
             * @enum {string}
             */
            origin: "provider_site" | "by_hand" | "chargeback";
            /** @description The provider's, or the bank's, number of it; `null`: none was told. */
            providerCancellationId: string | null;
            /** @description When it went back; an instant with offset. */
            refundedAt: string;
            /** @description Whether who asked says that it is another one than the refund of the same amount that is recorded already. */
            isAnother: boolean;
        };
        RevokeApiKeyBody: {
            /** @description For the audit trail. */
            reason?: string;
        };
        RotateSecretDto: {
            /** @description How long the old secret also signs, in ms: at most 7 days, 24 hours when left out, 0 ends it at once. */
            keepPreviousMs?: number;
        };
        RowFaultDocument: {
            /** @enum {string} */
            code: "row_not_whole" | "order_missing" | "order_unknown" | "order_ambiguous" | "order_twice" | "amount_unreadable" | "reason_missing" | "reason_too_long" | "malformed_request" | "missing_api_key" | "wrong_api_key" | "api_key_waits_for_approval" | "key_without_person" | "key_limit_reached" | "scope_missing" | "not_signed_in" | "second_factor_needed" | "sign_in_refused" | "permission_missing" | "cross_site_request" | "wrong_code" | "wrong_password" | "weak_password" | "invitation_not_usable" | "invitation_waits_for_approval" | "own_rights" | "change_waits" | "change_settled" | "change_outdated" | "asker_lost_right" | "not_independent" | "email_used" | "last_administrator" | "not_found" | "method_not_allowed" | "body_too_large" | "unsupported_media_type" | "too_many_requests" | "order_number_used" | "order_not_payable" | "order_not_voidable" | "order_not_reopenable" | "order_not_cancellable" | "cancellation_running" | "needs_operator" | "billing_key_not_usable" | "month_charged" | "order_not_paid" | "cash_receipt_stands" | "nothing_to_decide" | "decision_not_possible" | "provider_number_used" | "not_missing_at_provider" | "refund_found_already" | "refunded_at_not_possible" | "shown_changed" | "approval_waits" | "approval_settled" | "wrong_person" | "asker_may_not_refund" | "csv_not_readable" | "batch_not_sendable" | "busy" | "idempotency_key_required" | "idempotency_key_running" | "idempotency_key_reused" | "idempotency_key_unfinished" | "webhook_url_used" | "webhook_address_refused" | "view_name_used" | "too_many_views" | "seller_code_used" | "amounts_do_not_add_up" | "over_balance" | "unknown_seller" | "unknown_provider" | "not_supported" | "provider_not_set_up" | "provider_refused" | "provider_not_reached" | "not_ready" | "internal";
            /** @description In a sentence. */
            detail: string;
        };
        ScopeListDocument: {
            /** @description In the order of the documentation; `admin:*` may do everything. */
            items: ("orders:read" | "orders:write" | "cancellations:write" | "decisions:write" | "billing:write" | "webhooks:write" | "events:read" | "admin:*")[];
        };
        SearchBillingKeysBody: {
            /** @description Exactly this customer's. */
            customerReference?: string;
            /** @description Only those that this provider keeps. */
            provider?: string;
            /** @enum {string} */
            status?: "registering" | "active" | "abandoned" | "expired" | "removing" | "removed" | "dead";
            /** @description The `nextCursor` of the page before; left out for the first page. */
            cursor?: string;
            /** @description How many at most. */
            limit?: number;
        };
        SearchOrdersDto: {
            /**
             * @description An order number or its beginning, one of our ids, a provider's id, the buyer's phone or e-mail in any writing, or the
             *     card's last digits and approval number.
             */
            text?: string;
            /**
             * Format: date-time
             * @description Created at or after this instant.
             * @example 2026-11-22T18:00:00+09:00
             */
            from?: string;
            /**
             * Format: date-time
             * @description Created before this instant.
             * @example 2026-11-22T18:00:00+09:00
             */
            to?: string;
            /** @description The `nextCursor` of the page before; left out for the first page. */
            cursor?: string;
            /** @description How many at most; 50 unless told. */
            limit?: number;
            /** @description In one of these states. */
            status?: ("unpaid" | "confirming" | "in_doubt" | "awaiting_deposit" | "paid" | "partially_cancelled" | "cancelled" | "expired" | "voided")[];
            /** @description Paid with this provider; of one that is not paid, last tried. */
            provider?: string;
            /**
             * @description Paid in this way; of one that is not paid, last tried.
             * @enum {string}
             */
            method?: "card" | "point" | "coupon" | "virtual_account" | "transfer" | "phone" | "other";
            sellerCode?: string;
            /** @description Only what needs a person: a payment, a refund or a cash receipt that no machine can settle. */
            attention?: boolean;
            /** @description Only what has a payment in doubt, or a refund that has not ended. */
            unsettled?: boolean;
        };
        SecondFactorBody: {
            /**
             * @description One of the recovery codes; it works once.
             * @example k7d2-9fqm-3x8t-zr5w
             */
            recoveryCode?: string;
            /**
             * @description The six digits that the app shows now.
             * @example 123456
             */
            code?: string;
        };
        SellerChoiceDocument: {
            code: string;
            name: string;
        };
        SellerChoiceDto: {
            code: string;
            name: string;
        };
        SellerCredentialsDocument: {
            /** @example payco */
            provider: string;
            /** @description ISO instant since which new payments use them. */
            activeSince: string;
            /**
             * @description Tells one set of credentials from another. Equal sets have equal marks while the server’s first sealing key is the
             *     same; nothing can be learned from it.
             * @example 9f86d081884c
             */
            fingerprint: string;
        };
        SellerDocument: {
            /** @description `chg_…` of each set of credentials that is not used before a second person approves it. */
            waitsForChangeIds: string[];
            /** @example gangnam */
            code: string;
            /** @example Gangnam branch */
            name: string;
            /** @description ISO instant. */
            createdAt: string;
            /** @description The providers it can be paid with. */
            credentials: components["schemas"]["SellerCredentialsDocument"][];
        };
        SellerPage: {
            items: components["schemas"]["SellerDocument"][];
            /** @description Give it back as `cursor` for the next page; `null`: this is the last one. */
            nextCursor: string | null;
        };
        SentAttemptDto: {
            httpStatus: number | null;
            /** @description The beginning of the answer. */
            answer: string | null;
            /** @description Why there was no answer. */
            failure: string | null;
            /** @description An instant with offset. */
            startedAt: string;
            /** @description In ms. */
            durationMs: number;
        };
        SessionDocument: {
            /**
             * @description `done`: everything is open. `second_factor`: give its code. `enrol_second_factor`: set one up first.
             * @enum {string}
             */
            next: "done" | "second_factor" | "enrol_second_factor";
            /**
             * @description How serious the server is: `simulator` moves no money, `production` is real.
             * @enum {string}
             */
            mode: "simulator" | "test" | "production";
            person: components["schemas"]["SessionPersonDocument"];
            /** @description To be sent as `X-CSRF-Token` with every write. Another one after each step of signing in. */
            csrfToken: string;
            /** @description ISO instant at which the session ends when nothing is done. */
            idleEndsAt: string;
            /** @description ISO instant at which it ends in any case. */
            endsAt: string;
        };
        SessionListDocument: {
            items: components["schemas"]["ListedSessionDocument"][];
        };
        SessionPersonDocument: {
            roles: ("viewer" | "operator" | "approver" | "administrator")[];
            /** @description What the roles permit. */
            permissions: ("desk:read" | "desk:unmask" | "refunds:ask" | "refunds:approve" | "decisions:make" | "webhooks:redeliver" | "people:manage" | "rights:approve" | "keys:manage" | "sellers:manage" | "endpoints:manage" | "billing:manage" | "audit:read" | "simulators:manage")[];
            /**
             * Format: int64
             * @description The most they may ask to refund at once, in won; `null`: no limit of their own.
             */
            refundLimitWon: number | null;
            /** @example person_0199c2f1a0b07c1d8e2f3a4b5c6d7e8f */
            id: string;
            email: string;
            name: string;
            hasSecondFactor: boolean;
        };
        SetCredentialsBody: {
            /**
             * @description Texts under the names that the provider’s module documents. They are sealed and never shown again.
             * @example {
             *       "sellerKey": "S0FSJE",
             *       "cpId": "PARTNERTEST",
             *       "productId": "PROD_EASY"
             *     }
             */
            credentials: {
                [key: string]: string;
            };
        };
        ShownBody: {
            /** @description The `shownHash` of what was shown. */
            shownHash: string;
        };
        ShownOrderItemDto: {
            option: string | null;
            reference: string;
            name: string;
            quantity: number;
            /** @description List price times quantity, in won. */
            amountWon: number;
            /** @description Tax-free part, in won. */
            taxFreeWon: number;
        };
        SignInBody: {
            /** @example kim@shop.example.com */
            email: string;
            password: string;
        };
        SignInDocument: {
            /**
             * @description `done`: everything is open. `second_factor`: give its code. `enrol_second_factor`: set one up first.
             * @enum {string}
             */
            next: "done" | "second_factor" | "enrol_second_factor";
        };
        SimulatedEndpointDocument: {
            faults: string[];
            name: string;
        };
        SimulatorDocument: {
            provider: string;
            /** @description Where it is; its own page is there, too. */
            url: string;
            /** @description Whether it answers at this moment. */
            isReachable: boolean;
            endpoints: components["schemas"]["SimulatedEndpointDocument"][];
            /** @description What goes wrong from now on, the oldest first; those strike first. */
            faults: components["schemas"]["PlacedFaultDocument"][];
        };
        SimulatorListDocument: {
            items: components["schemas"]["SimulatorDocument"][];
        };
        StoredAccountDto: {
            /** @description The bank's name, as the provider writes it. */
            bankName: string;
            /** @description Three digits; empty when the provider did not tell. */
            bankCode: string;
            /** @description Masked by the provider; its shape varies. */
            number: string;
        };
        StoredCardDto: {
            /** @description The issuer's name, as the provider writes it. */
            company: string;
            /** @description Masked by the provider; its shape varies. */
            number: string;
        };
        TaxSplitDocument: {
            /** @description The sum of the three, in won. */
            totalWon: number;
            /** @description Tax-free part, in won. */
            taxFreeWon: number;
            /** @description Supply price of the taxable part, in won. */
            taxableWon: number;
            /** @description VAT, in won. */
            vatWon: number;
        };
        TestDeliveryDto: {
            /** @description HTTP status of the answer; `null`: there was none. */
            httpStatus: number | null;
            /** @description The first kilobyte of the answer as text, without what looks like a key or a card number; `null`: there was none. */
            answer: string | null;
            /** @description Why there was no answer; `null`: there was one. */
            failure: string | null;
            /** @description `evt_…` of an event of the type `webhook_endpoint.test`, which is in no history. */
            eventId: string;
            /** @description Whether the endpoint answered with 2xx in time. */
            delivered: boolean;
            /** @description An instant with offset. */
            startedAt: string;
            durationMs: number;
        };
        TimelineDto: {
            /** @description Give it as `cursor` for what happened before; `null`: this is the beginning. */
            earlierCursor: string | null;
            /** @description The oldest first. */
            entries: components["schemas"]["TimelineEntryDto"][];
        };
        TimelineEntryDto: {
            /** @enum {string} */
            kind: "event" | "exchange" | "verdict" | "deed" | "delivery";
            /** @description What it is about, `pay_…`, `can_…`, `crc_…` or `bk_…`; `null`: the order itself. */
            about: string | null;
            event: (components["schemas"]["HappenedDto"] | (never | null)) | null;
            exchange: (components["schemas"]["AskedDto"] | (never | null)) | null;
            verdict: (components["schemas"]["JudgedDto"] | (never | null)) | null;
            deed: (components["schemas"]["DeedDto"] | (never | null)) | null;
            delivery: (components["schemas"]["ToldDto"] | (never | null)) | null;
            /** @description Unique in the timeline; of an exchange `exc_…`. */
            id: string;
            /** @description An instant with offset. */
            at: string;
            actor: components["schemas"]["ActorDto"];
        };
        ToldDto: {
            /** @description `whe_…` */
            endpointId: string;
            /** @description The host that is told. */
            host: string;
            /** @description `evt_…` */
            eventId: string;
            /** @example payment.paid */
            type: string;
            /** @description `waiting`, `delivered` or `failed`. */
            status: string;
            attempts: number;
            /** @description The last ones, the newest first. */
            lastAttempts: components["schemas"]["SentAttemptDto"][];
        };
        TotalsDocument: {
            /** @description Payments that came in and stay. */
            salesCount: number;
            /** Format: int64 */
            salesWon: number;
            /** @description Refunds that were given back. */
            refundsCount: number;
            /** Format: int64 */
            refundsWon: number;
            /**
             * Format: int64
             * @description Sales without refunds; below 0 when more was given back than came in.
             */
            netWon: number;
            /** @description Tries that the provider refused. */
            refusedCount: number;
            /** @description Tries whose money the order could not take, and that went back. */
            reversedCount: number;
            /** @description Sales by tries that ended, 0 to 1; `null`: none ended. Buyers who left before they tried are in neither. */
            successRate: number | null;
        };
        UnmaskDto: {
            /** @description It is in the audit trail. */
            reason: string;
        };
        UnmaskedDto: {
            buyer: (components["schemas"]["BuyerDto"] | (never | null)) | null;
            /** @description The merchant's own notes, which may name somebody too. */
            metadata: {
                [key: string]: string;
            };
        };
        UsabilityDto: {
            /** @description PAYCO's reason when it is not. */
            reason: string | null;
            /** @description `CP_ID` (the shop) or `PRODUCT_ID` (the product). */
            kind: string;
            value: string;
            usable: boolean;
        };
        VerdictDto: {
            /** @enum {string} */
            rule: "confirm_answered" | "confirm_refused" | "confirm_unsent" | "answer_lost" | "call_lost" | "unclaimed_money_found" | "lookup_found_paid" | "lookup_found_account" | "lookup_said_not_paid" | "lookup_said_not_paid_too_early" | "deposit_overdue" | "account_unknown_there" | "deposit_withdrawn" | "wrong_charge_found" | "wrong_charge_given_back" | "order_cannot_take_it" | "late_money_given_back" | "cancellation_answered" | "cancellation_refused" | "cancellation_unsent" | "lookup_found_cancelled" | "lookup_found_more_gone" | "lookup_said_not_cancelled" | "said_not_cancelled_too_early" | "repeated_under_same_balance" | "repeated_whole" | "repetition_refused" | "repeated_under_new_balance" | "balance_unclear" | "external_found" | "balance_above_books" | "taken_is_unknown_there" | "refund_not_told_apart" | "paid_is_unknown_there" | "refund_told_elsewhere" | "refunded_beyond_books" | "told_refund_not_found" | "ids_corrected" | "cannot_apply" | "cannot_tell" | "refund_found_after_all" | "operator_said_paid" | "operator_said_not_paid" | "operator_said_given_back" | "operator_said_refunded" | "operator_said_not_refunded" | "operator_recorded_external" | "operator_sent_again" | "operator_noted";
            /** @description What brought the operator's word: an API key, `key_…`, or the operator in person, `person_…`; `null` of the platform. */
            decidedWith: string | null;
            /** @description The operator's reason, or what made an answer unclear. */
            reason: string | null;
            /** @description What the rule says. */
            sentence: string;
            fromStatus: string;
            /** @description The same as `fromStatus` when nothing was settled. */
            toStatus: string;
            /** @description The version of the order that it led to. */
            orderVersion: number;
            /** @description `platform`, or the operator's name. */
            decidedBy: string;
            /** @description An instant with offset. */
            decidedAt: string;
            /** @description The questions and answers behind it, in order of time. */
            exchanges: components["schemas"]["EvidenceExchangeDto"][];
            /** @description How many more there were that have been pruned by age. */
            prunedExchanges: number;
        };
        ViewFiltersDto: {
            /** @description From this day on, in Korea. */
            fromDay?: string;
            /** @description To this day, in Korea, the day itself included. */
            toDay?: string;
            /** @description The days up to today, today included; 1 is today. */
            lastDays?: number;
            /** @description In one of these states. */
            status?: ("unpaid" | "confirming" | "in_doubt" | "awaiting_deposit" | "paid" | "partially_cancelled" | "cancelled" | "expired" | "voided")[];
            /** @description Paid with this provider; of one that is not paid, last tried. */
            provider?: string;
            /**
             * @description Paid in this way; of one that is not paid, last tried.
             * @enum {string}
             */
            method?: "card" | "point" | "coupon" | "virtual_account" | "transfer" | "phone" | "other";
            sellerCode?: string;
            /** @description Only what needs a person: a payment, a refund or a cash receipt that no machine can settle. */
            attention?: boolean;
            /** @description Only what has a payment in doubt, or a refund that has not ended. */
            unsettled?: boolean;
        };
        WebhookEndpointDto: {
            description: string | null;
            /**
             * @description `paused`: it failed for days, or somebody paused it: nothing is sent until it is resumed; events are collected meanwhile.
             * @enum {string}
             */
            status: "active" | "paused" | "removed";
            /** @description The first failure since the last success; `null`: the last attempt succeeded. An instant with offset. */
            failingSince: string | null;
            /** @description An instant with offset. */
            pausedAt: string | null;
            /** @description Until when the secret before the present one also signs; `null`: it does not. An instant with offset. */
            previousSecretEndsAt: string | null;
            /** @description `chg_…` of a change of its address that waits for a second person; until then it is as it was. */
            waitsForChangeIds: string[];
            /** @description `whe_…` */
            id: string;
            url: string;
            /** @description What is sent to it. */
            eventTypes: string[];
            /** @description An instant with offset. */
            createdAt: string;
            /** @description Rises with every change. */
            version: number;
        };
        WebhookEndpointListDto: {
            items: components["schemas"]["WebhookEndpointDto"][];
        };
        WebhookEndpointWithSecretDto: {
            description: string | null;
            /**
             * @description `paused`: it failed for days, or somebody paused it: nothing is sent until it is resumed; events are collected meanwhile.
             * @enum {string}
             */
            status: "active" | "paused" | "removed";
            /** @description The first failure since the last success; `null`: the last attempt succeeded. An instant with offset. */
            failingSince: string | null;
            /** @description An instant with offset. */
            pausedAt: string | null;
            /** @description Until when the secret before the present one also signs; `null`: it does not. An instant with offset. */
            previousSecretEndsAt: string | null;
            /** @description `chg_…` of a change of its address that waits for a second person; until then it is as it was. */
            waitsForChangeIds: string[];
            /**
             * @description What its events are signed with from now on. Keep it: it cannot be shown again.
             * @example whsec_bm90LWEtc2VjcmV0LWJ1dC1hbi1leGFtcGxlLW9mLW9uZQ==
             */
            secret: string;
            /** @description `whe_…` */
            id: string;
            url: string;
            /** @description What is sent to it. */
            eventTypes: string[];
            /** @description An instant with offset. */
            createdAt: string;
            /** @description Rises with every change. */
            version: number;
        };
        WebhookHealthDocument: {
            activeEndpoints: number;
            /** @description Nothing is sent to them until somebody resumes them. */
            pausedEndpoints: number;
            /** @description Active ones whose last attempts failed. */
            failingEndpoints: number;
            /** @description Deliveries that wait. */
            waiting: number;
            /** @description Attempts of the last 24 hours, at most the newest 10,000. */
            attempts: number;
            /** @description Those of them that were answered well, 0 to 1; `null`: there were none. */
            successRate: number | null;
            /** @description Whether more than that wait, and were not counted. */
            waitingIsMore: boolean;
            /** @description Since when the oldest waits; ISO instant; `null`: nothing waits. */
            oldestWaitingSince: string | null;
        };
        WhyNotDocument: {
            /**
             * @description A code of the table of problems.
             * @enum {string}
             */
            code: "malformed_request" | "missing_api_key" | "wrong_api_key" | "api_key_waits_for_approval" | "key_without_person" | "key_limit_reached" | "scope_missing" | "not_signed_in" | "second_factor_needed" | "sign_in_refused" | "permission_missing" | "cross_site_request" | "wrong_code" | "wrong_password" | "weak_password" | "invitation_not_usable" | "invitation_waits_for_approval" | "own_rights" | "change_waits" | "change_settled" | "change_outdated" | "asker_lost_right" | "not_independent" | "email_used" | "last_administrator" | "not_found" | "method_not_allowed" | "body_too_large" | "unsupported_media_type" | "too_many_requests" | "order_number_used" | "order_not_payable" | "order_not_voidable" | "order_not_reopenable" | "order_not_cancellable" | "cancellation_running" | "needs_operator" | "billing_key_not_usable" | "month_charged" | "order_not_paid" | "cash_receipt_stands" | "nothing_to_decide" | "decision_not_possible" | "provider_number_used" | "not_missing_at_provider" | "refund_found_already" | "refunded_at_not_possible" | "shown_changed" | "approval_waits" | "approval_settled" | "wrong_person" | "asker_may_not_refund" | "csv_not_readable" | "batch_not_sendable" | "busy" | "idempotency_key_required" | "idempotency_key_running" | "idempotency_key_reused" | "idempotency_key_unfinished" | "webhook_url_used" | "webhook_address_refused" | "view_name_used" | "too_many_views" | "seller_code_used" | "amounts_do_not_add_up" | "over_balance" | "unknown_seller" | "unknown_provider" | "not_supported" | "provider_not_set_up" | "provider_refused" | "provider_not_reached" | "not_ready" | "internal";
            /** @description In a sentence. */
            detail: string;
            /** @description What stands in the way, for example `rfr_…`. */
            resourceId: string | null;
            /** @description In won, where more was asked for than is left; `null` otherwise. */
            leftWon: number | null;
        };
    };
    responses: {
        /** @description A problem. See /docs/errors for every code. */
        Problem: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description Names the request in our log. Yours, when you sent one of 8 to 64 letters, digits, - or _. */
        "X-Request-Id": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listApiKeysAtDesk: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyPage"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    createApiKeyAtDesk: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateApiKeyBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeApiKeyDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listScopes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScopeListDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    revokeApiKeyAtDesk: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevokeApiKeyBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listApprovals: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
                /** @description Only those in this state. */
                status?: "pending" | "approved" | "begun" | "refused" | "withdrawn" | "expired" | "stale";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalPage"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    showApproval: {
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
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    approveRefund: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. Without one the request is refused, because a repetition would move money again. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShownBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundRequestDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    refuseRefund: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefuseRequestBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundRequestDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    withdrawRefund: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundRequestDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    searchAudit: {
        parameters: {
            query?: {
                /** @description Who did it: `person_…`. */
                personId?: string;
                /** @description To what: the identifier as the API shows it, for example `ord_…` or `person_…`. */
                subject?: string;
                /** @description From this moment on. */
                from?: string;
                /** @description Before this moment. */
                to?: string;
                /** @description Beginnings of words in names, reasons and what changed. */
                text?: string;
                /** @description What was done. */
                action?: string;
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    searchBillingKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchBillingKeysBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskBillingKeyPage"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    showBillingKeyAtDesk: {
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
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskBillingKeyDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listChargesOfBillingKey: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskChargePage"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    deregisterBillingKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeregisterBillingKeyBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskBillingKeyDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listChanges: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
                /** @description Only those in this state. */
                status?: "pending" | "applied" | "rejected" | "withdrawn" | "expired" | "stale";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangePage"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    showChange: {
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
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    approveChange: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    rejectChange: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RejectChangeBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    withdrawChange: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    showFigures: {
        parameters: {
            query: {
                /** @description Only of the seller with this code. */
                seller?: string;
                /** @description A day of 24 hours, a week from Monday on, or a month; in Korea. */
                period: "day" | "week" | "month";
                /** @description A day in Korea that the period holds. Left out: today. */
                date?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FiguresDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptInvitationBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    showOrderChoices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderChoicesDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    exportOrders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportOrdersDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    searchOrders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchOrdersDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListedOrdersPageDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    exportUnmaskedOrders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportUnmaskedOrdersDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    showOrderPage: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an earlier answer. */
                "If-None-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskOrderDto"];
                };
            };
            /** @description It is what it was. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    showOrderEvidence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                subjectId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    showOrderExchange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                exchangeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderExchangeDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    previewExternalCancellation: {
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
                "application/json": components["schemas"]["PreviewExternalCancellationBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundPreviewDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    askExternalCancellation: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. Without one the request is refused, because a repetition would move money again. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskExternalCancellationBody"];
            };
        };
        responses: {
            /** @description Asked for earlier under the same key, and refused, withdrawn or expired since. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundRequestDocument"];
                };
            };
            /** @description Recorded; the order’s balance is lower by it. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundRequestDocument"];
                };
            };
            /** @description Not recorded yet: it waits for approval, or is being recorded. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundRequestDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    previewRefund: {
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
                "application/json": components["schemas"]["PreviewRefundBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundPreviewDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    askRefund: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. Without one the request is refused, because a repetition would move money again. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskRefundBody"];
            };
        };
        responses: {
            /** @description Asked for earlier under the same key, and refused, withdrawn or expired since. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundRequestDocument"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundRequestDocument"];
                };
            };
            /** @description Not done yet; `outcome` says whether it is in doubt, under way, or waits for approval. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundRequestDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    showOrderTimeline: {
        parameters: {
            query?: {
                /** @description An `earlierCursor`; left out for the latest. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    unmaskOrder: {
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
                "application/json": components["schemas"]["UnmaskDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnmaskedDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordBody"];
            };
        };
        responses: {
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listPeople: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonPage"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    createPerson: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePersonBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitedPersonDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    showPerson: {
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
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    changePerson: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePersonBody"];
            };
        };
        responses: {
            /** @description Changed. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonDocument"];
                };
            };
            /** @description Nothing has changed yet: see `waitsForChangeIds`. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    invitePerson: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listProviders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskProviderListDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listQueue: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
                /** @description Only things of this kind. */
                kind?: "payment" | "cancellation" | "billing_key" | "cash_receipt";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuePage"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    showQueueItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueEntryDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    decideQueueItem: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. Without one the request is refused, because a repetition would move money again. */
                "Idempotency-Key": string;
            };
            path: {
                kind: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideQueueItemBody"];
            };
        };
        responses: {
            /** @description Decided, or noted that it cannot be told yet. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueDecisionDocument"];
                };
            };
            /** @description Of `try_again`: sent, and in doubt again. With a `request`: nothing is decided before it is approved. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueDecisionDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    renewRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodesDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listRefundBatches: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundBatchPage"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    checkRefundBatch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description Order number or id, amount in won or nothing, reason. */
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundBatchWithLinesDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    showRefundBatch: {
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
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundBatchWithLinesDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    startRefundBatch: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. Without one the request is refused, because a repetition would move money again. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShownBody"];
            };
        };
        responses: {
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundBatchWithLinesDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    setUpSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodesDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    beginSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnrolmentBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrolmentDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listSellersAtDesk: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskSellerPage"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    createSellerAtDesk: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSellerBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskSellerDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    showSellerAtDesk: {
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
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskSellerDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    changeSeller: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeSellerBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskSellerDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    setSellerCredentialsAtDesk: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                code: string;
                provider: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetCredentialsBody"];
            };
        };
        responses: {
            /** @description They are used already. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskSellerDocument"];
                };
            };
            /** @description They wait: see `waitsForChangeIds`. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskSellerDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    showSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionListDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    endAllSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    endSession: {
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
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    giveSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactorBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listSimulators: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimulatorListDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    placeFault: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaceFaultBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlacedFaultDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    clearFaults: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    takeFaultBack: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                provider: string;
                faultId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listViews: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderViewListDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    createView: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateViewDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderViewDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    removeView: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    changeView: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeViewDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderViewDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listWebhookEndpointsAtDesk: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskEndpointListDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    createWebhookEndpointAtDesk: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWebhookEndpointDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointWithSecretDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listEventTypes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventTypeListDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    showWebhookEndpointAtDesk: {
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
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskEndpointDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    removeWebhookEndpointAtDesk: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    changeWebhookEndpointAtDesk: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeWebhookEndpointDto"];
            };
        };
        responses: {
            /** @description Changed. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskEndpointDocument"];
                };
            };
            /** @description Nothing has changed yet: see `waitsForChangeIds`. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskEndpointDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listDeliveriesAtDesk: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
                status?: "waiting" | "delivered" | "failed";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryPageDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    pauseWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskEndpointDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    redeliverEventsAtDesk: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedeliverDto"];
            };
        };
        responses: {
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedeliveryDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    resumeWebhookEndpointAtDesk: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskEndpointDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    rotateWebhookSecretAtDesk: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateSecretDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointWithSecretDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    testWebhookEndpointAtDesk: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestDeliveryDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It lives. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status?: "ok";
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It can work. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status?: "ok" | "degraded";
                        /** @description Only when it is degraded. */
                        warnings?: string[];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    apiKeysList: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyPage"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    apiKeysCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateApiKeyBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeApiKeyDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    apiKeysRevoke: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listAttention: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttentionPageDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listBillingKeys: {
        parameters: {
            query?: {
                /** @description Exactly this customer's. */
                customerReference?: string;
                /** @description Only those that this provider keeps. */
                provider?: string;
                status?: "registering" | "active" | "abandoned" | "expired" | "removing" | "removed" | "dead";
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BillingKeyPageDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    registerCard: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterCardDto"];
            };
        };
        responses: {
            /** @description A key that the buyer has yet to register. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BillingKeyDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    showBillingKey: {
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
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BillingKeyDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    removeBillingKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Unusable from now on; the provider is being told. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BillingKeyDto"];
                };
            };
            /** @description Nothing is left of it. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    chargeCard: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. Without one the request is refused, because a repetition would move money again. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChargeCardDto"];
            };
        };
        responses: {
            /** @description Charged by an earlier request with the same number and content. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDto"];
                };
            };
            /** @description Charged: the order is paid. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDto"];
                };
            };
            /** @description In doubt: its outcome is being looked up. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    describeBillingKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key as the provider has it now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BillingKeyDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    decideCancellation: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. Without one the request is refused, because a repetition would move money again. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideCancellationDto"];
            };
        };
        responses: {
            /** @description Decided; of `try_again`: done. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CancellationDto"];
                };
            };
            /** @description Of `try_again`: in doubt again. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CancellationDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    showCancellationEvidence: {
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
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /** @description Happened at or after this instant. */
                from?: string;
                /** @description Happened before this instant. */
                to?: string;
                /** @description A type (`payment.paid`), all of a thing (`payment.*`), or everything (`*`). */
                type?: string;
                /** @description Only events that concern this order, `ord_…`. */
                orderId?: string;
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPageDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listOrders: {
        parameters: {
            query?: {
                /** @description Exactly this order number, of any seller. */
                orderNumber?: string;
                /** @description Created at or after this instant. */
                from?: string;
                /** @description Created before this instant. */
                to?: string;
                status?: "unpaid" | "confirming" | "in_doubt" | "awaiting_deposit" | "paid" | "partially_cancelled" | "cancelled" | "expired" | "voided";
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderPageDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    createOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateOrderDto"];
            };
        };
        responses: {
            /** @description The order that the same number and content made earlier. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDto"];
                };
            };
            /** @description The new order. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    showOrder: {
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
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    cancelOrder: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. Without one the request is refused, because a repetition would move money again. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelOrderDto"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CancellationDto"];
                };
            };
            /** @description In doubt: its outcome is being looked up. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CancellationDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listCashReceipts: {
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
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CashReceiptListDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    issueCashReceipt: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IssueCashReceiptDto"];
            };
        };
        responses: {
            /** @description Issued. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CashReceiptDto"];
                };
            };
            /** @description In doubt: whether it was issued is being found out. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CashReceiptDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    cancelCashReceipt: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                receiptId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The provider is being told. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CashReceiptDto"];
                };
            };
            /** @description It does not stand. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    recordExternalCancellation: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. Without one the request is refused, because a repetition would move money again. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordExternalCancellationDto"];
            };
        };
        responses: {
            /** @description Recorded; the order’s balance is lower by it. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CancellationDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    showOrderMoney: {
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
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderMoneyDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    payOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayOrderDto"];
            };
        };
        responses: {
            /** @description An open payment with its handoff, or a paid one on a stored card. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentDto"];
                };
            };
            /** @description On a stored card, in doubt: it is being looked up. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    reopenOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReopenOrderDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    voidOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Withdrawn, now or before. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    askPaycoCancelAvailability: {
        parameters: {
            query?: {
                /** @description How much, in won. Absent: all that is left. */
                amountWon?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AvailabilityDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    cancelPaycoMileage: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. Without one the request is refused, because a repetition would move money again. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MileageCancellationDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MileageCancelledDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    tellPaycoProductStatus: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductStatusDto"];
            };
        };
        responses: {
            /** @description PAYCO knows. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    askPaycoUsability: {
        parameters: {
            query?: {
                /** @description Absent: the default seller. */
                sellerCode?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsabilityDto"][];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    showPayment: {
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
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentOfOrderDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    decidePayment: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. Without one the request is refused, because a repetition would move money again. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecidePaymentDto"];
            };
        };
        responses: {
            /** @description Decided. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    showPaymentEvidence: {
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
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    sellersList: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SellerPage"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    sellersCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSellerBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SellerDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    sellersGet: {
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
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SellerDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    sellersSetCredentials: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                code: string;
                provider: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetCredentialsBody"];
            };
        };
        responses: {
            /** @description They are used already. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SellerDocument"];
                };
            };
            /** @description They wait: see `waitsForChangeIds`. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SellerDocument"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listWebhookEndpoints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointListDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    createWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWebhookEndpointDto"];
            };
        };
        responses: {
            /** @description The endpoint, with its secret. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointWithSecretDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    showWebhookEndpoint: {
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
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    removeWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    changeWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeWebhookEndpointDto"];
            };
        };
        responses: {
            /** @description Changed. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointDto"];
                };
            };
            /** @description Nothing has changed yet: see `waitsForChangeIds`. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
                status?: "waiting" | "delivered" | "failed";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryPageDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    redeliverEvents: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedeliverDto"];
            };
        };
        responses: {
            /** @description They wait to be sent. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedeliveryDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    resumeWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateSecretDto"];
            };
        };
        responses: {
            /** @description The endpoint, with its new secret. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointWithSecretDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    testWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the endpoint answered. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestDeliveryDto"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
}
