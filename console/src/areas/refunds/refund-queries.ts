// Reads and asks for refunds, approvals and files of refunds.
// Must never send the same wish twice by itself; the client gives it one key until it is answered.
import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import type { components } from '../../api/openapi';
import { queryClient } from '../../api/query-client';

type Schemas = components['schemas'];
export type Preview = Schemas['RefundPreviewDocument'];
export type Split = Schemas['TaxSplitDocument'];
export type RefundRequest = Schemas['RefundRequestDocument'];
export type Approval = Schemas['ApprovalDocument'];
export type Batch = Schemas['RefundBatchDocument'];
export type BatchWithLines = Schemas['RefundBatchWithLinesDocument'];
export type BatchLine = Schemas['RefundBatchLineDocument'];
export type WhyNot = Schemas['WhyNotDocument'];
export type ApprovalReason = Schemas['ApprovalReasonDocument'];

/** How much is to be refunded. */
export interface Wish {
  /** Left out: all that is left. */
  readonly amountWon?: number;
  readonly taxFreeWon?: number;
}

const PAGE_SIZE = 50;
/** How often is looked again at what waits or runs. */
export const LOOK_AGAIN_MS = 15_000;
const LOOK_CLOSELY_MS = 2_000;
/** Says that nobody sits there: it keeps no session alive. */
export const IN_BACKGROUND = { 'X-Background-Refresh': '1' };

const PREVIEWS = ['refund-preview'] as const;
const APPROVALS = ['approvals'] as const;
const BATCHES = ['refund-batches'] as const;

/** What a wish would do now. What was shown stays until the next is there. */
export const previewQuery = (orderId: string, wish: Wish) =>
  queryOptions({
    queryKey: [...PREVIEWS, orderId, wish],
    queryFn: () =>
      answerOf(api.POST('/admin/orders/{id}/refund-previews', { params: { path: { id: orderId } }, body: wish })),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

/** How much went back elsewhere, and when. */
export interface ExternalWish extends Wish {
  /** An instant with offset. */
  readonly refundedAt?: string;
}

/** What recording it would do now. What was shown stays until the next is there. */
export const externalPreviewQuery = (orderId: string, wish: ExternalWish) =>
  queryOptions({
    queryKey: [...PREVIEWS, 'external', orderId, wish],
    queryFn: () =>
      answerOf(
        api.POST('/admin/orders/{id}/external-cancellation-previews', {
          params: { path: { id: orderId } },
          body: wish,
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export type ExternalAsking = Schemas['AskExternalCancellationBody'];

export function useAskExternal(orderId: string) {
  return useMutation({
    mutationFn: (body: ExternalAsking) =>
      answerOf(api.POST('/admin/orders/{id}/external-cancellations', { params: { path: { id: orderId } }, body })),
    onSettled: readAllAgain,
  });
}

export interface Asking extends Wish {
  readonly reason: string;
  readonly shownHash: string;
}

export function useAskRefund(orderId: string) {
  return useMutation({
    mutationFn: (body: Asking) =>
      answerOf(api.POST('/admin/orders/{id}/refunds', { params: { path: { id: orderId } }, body })),
    onSettled: readAllAgain,
  });
}

/** Whatever was shown of money may be otherwise now. */
async function readAllAgain(): Promise<void> {
  const keys = [PREVIEWS, APPROVALS, BATCHES, ['orders'], ['queue']];
  await Promise.all(keys.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
}

export const approvalsQuery = (show: 'all' | undefined) =>
  infiniteQueryOptions({
    queryKey: [...APPROVALS, 'list', show ?? 'waiting'],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/admin/approvals', {
          params: {
            query: {
              limit: PAGE_SIZE,
              ...(show === undefined && { status: 'pending' as const }),
              ...(pageParam !== null && { cursor: pageParam }),
            },
          },
          headers: IN_BACKGROUND,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: LOOK_AGAIN_MS,
  });

/** Outcomes that change by themselves soon. */
const PASSING: readonly string[] = ['under_way', 'in_doubt'];

/** A request, held against the books of now; looked at closely while it is on its way. */
export const approvalQuery = (id: string) =>
  queryOptions({
    queryKey: [...APPROVALS, id],
    queryFn: () => answerOf(api.GET('/admin/approvals/{id}', { params: { path: { id } }, headers: IN_BACKGROUND })),
    refetchInterval: ({ state }) =>
      state.data && PASSING.includes(state.data.request.outcome) ? LOOK_CLOSELY_MS : LOOK_AGAIN_MS,
  });

export function useApprove(id: string) {
  return useMutation({
    mutationFn: (shownHash: string) =>
      answerOf(api.POST('/admin/approvals/{id}/approvals', { params: { path: { id } }, body: { shownHash } })),
    onSettled: readAllAgain,
  });
}

export function useRefuse(id: string) {
  return useMutation({
    mutationFn: (reason: string) =>
      answerOf(api.POST('/admin/approvals/{id}/refusals', { params: { path: { id } }, body: { reason } })),
    onSettled: readAllAgain,
  });
}

export function useWithdraw(id: string) {
  return useMutation({
    mutationFn: () => answerOf(api.POST('/admin/approvals/{id}/withdrawals', { params: { path: { id } } })),
    onSettled: readAllAgain,
  });
}

export const batchesQuery = queryOptions({
  queryKey: [...BATCHES, 'list'],
  queryFn: () => answerOf(api.GET('/admin/refund-batches', { params: { query: { limit: 20 } } })),
});

/** A file; looked at closely while it runs. */
export const batchQuery = (id: string) =>
  queryOptions({
    queryKey: [...BATCHES, id],
    queryFn: () =>
      answerOf(api.GET('/admin/refund-batches/{id}', { params: { path: { id } }, headers: IN_BACKGROUND })),
    refetchInterval: ({ state }) =>
      state.data && state.data.startedAt !== null && state.data.endedAt === null ? LOOK_CLOSELY_MS : false,
  });

/** Has a file checked. It goes out as it is: the server reads it. */
export function useCheckBatch() {
  return useMutation({
    mutationFn: (file: File) =>
      answerOf(
        api.POST('/admin/refund-batches', {
          body: file as unknown as string,
          bodySerializer: (body) => body,
          headers: { 'Content-Type': 'text/csv' },
        }),
      ),
    onSuccess: (batch) => {
      queryClient.setQueryData([...BATCHES, batch.id], batch);
      return readAllAgain();
    },
  });
}

export function useStartBatch(id: string) {
  return useMutation({
    mutationFn: (shownHash: string) =>
      answerOf(api.POST('/admin/refund-batches/{id}/start', { params: { path: { id } }, body: { shownHash } })),
    onSettled: readAllAgain,
  });
}
