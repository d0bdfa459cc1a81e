// Verdicts, the exchanges behind them and next steps as the API shows them.
// Must never show an address beyond its host: paths and queries may name what is nobody's business.
import type { EvidenceExchangeDto, NextStepDto, VerdictDto } from './dto/evidence.dto.js';
import type { Exchange } from './entities/exchange.entity.js';
import type { Verdict } from './entities/verdict.entity.js';
import type { NextStep } from './next-steps.js';
import { VERDICT_RULES } from './verdict-rules.js';

/** @param exchanges those that are still kept, by their id */
export function verdictView(verdict: Verdict, exchanges: ReadonlyMap<string, Exchange>): VerdictDto {
  const { rule, fromStatus, toStatus, version, decidedBy, decidedWith, reason, decidedAt, exchangeIds } = verdict;
  const kept = exchangeIds.flatMap((id) => exchanges.get(id) ?? []);
  kept.sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
  return {
    rule,
    sentence: VERDICT_RULES[rule],
    fromStatus,
    toStatus,
    orderVersion: version,
    decidedBy,
    decidedWith,
    reason,
    decidedAt: decidedAt.toISOString(),
    exchanges: kept.map(exchangeView),
    prunedExchanges: exchangeIds.length - kept.length,
  };
}

export function nextStepView({ about, what, at, waitsForOperator }: NextStep): NextStepDto {
  return { about, what, at: at?.toISOString() ?? null, waitsForOperator };
}

export function exchangeView(exchange: Exchange): EvidenceExchangeDto {
  const { operation, request, response, httpStatus, resultCode, outcome, failure, durationMs } = exchange;
  return {
    operation,
    host: URL.canParse(exchange.url) ? new URL(exchange.url).host : '',
    request,
    response,
    httpStatus,
    resultCode,
    outcome,
    failure,
    startedAt: exchange.startedAt.toISOString(),
    durationMs,
  };
}
