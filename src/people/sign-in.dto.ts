// What the routes of signing in and of one's own session take and answer.
// Must never answer a secret but once, to whoever has it made.
import { ApiProperty } from '@nestjs/swagger';
import { Matches, MaxLength } from 'class-validator';
import { NEXT_STEPS, type NextStep } from '../access/require-permission.js';
import { PERMISSIONS, type Permission } from '../access/permissions.js';
import { IsText, Optional } from '../common/http/fields.js';
import { MODES, type Mode } from '../config/platform.config.js';
import { LONGEST_EMAIL } from './email.js';
import { LONGEST_PASSWORD } from './password-rules.js';
import { ROLES, type Role } from '../rights/roles.js';

/** Somebody who wants to sign in. */
export class SignInBody {
  /** @example "kim@shop.example.com" */
  @IsText(1, LONGEST_EMAIL)
  email: string;

  @IsText(1, LONGEST_PASSWORD)
  password: string;
}

/** A second factor: one of the two. */
export class SecondFactorBody {
  /**
   * The six digits that the app shows now.
   * @example "123456"
   */
  @Optional()
  @MaxLength(20)
  @Matches(/^\d{6}$/, { message: 'code must be six digits' })
  code?: string;

  /**
   * One of the recovery codes; it works once.
   * @example "k7d2-9fqm-3x8t-zr5w"
   */
  @Optional()
  @IsText(1, 40)
  recoveryCode?: string;
}

/** Six digits of the app. */
export class CodeBody {
  /** @example "123456" */
  @MaxLength(20)
  @Matches(/^\d{6}$/, { message: 'code must be six digits' })
  code: string;
}

/** Setting up a second factor. */
export class EnrolmentBody {
  /** The six digits of the app that is used now; only when there is a second factor already. */
  @Optional()
  @MaxLength(20)
  @Matches(/^\d{6}$/, { message: 'currentCode must be six digits' })
  currentCode?: string;
}

/** A new password for oneself. */
export class PasswordBody {
  @IsText(1, LONGEST_PASSWORD)
  currentPassword: string;

  /** At least 12 characters, and not what anybody would try first. */
  @IsText(1, LONGEST_PASSWORD)
  newPassword: string;
}

/** How far a sign-in has come. */
export class SignInDocument {
  /** `done`: everything is open. `second_factor`: give its code. `enrol_second_factor`: set one up first. */
  @ApiProperty({ enum: NEXT_STEPS })
  next: NextStep;
}

/** The person who is signed in. */
export class SessionPersonDocument {
  /** @example "person_0199c2f1a0b07c1d8e2f3a4b5c6d7e8f" */
  id: string;
  email: string;
  name: string;
  @ApiProperty({ enum: ROLES, isArray: true })
  roles: Role[];
  /** What the roles permit. */
  @ApiProperty({ enum: PERMISSIONS, isArray: true })
  permissions: Permission[];
  /** The most they may ask to refund at once, in won; `null`: no limit of their own. */
  @ApiProperty({ type: 'integer', format: 'int64', nullable: true })
  refundLimitWon: number | null;
  hasSecondFactor: boolean;
}

/** The session of the one who asks. */
export class SessionDocument {
  person: SessionPersonDocument;
  /** `done`: everything is open. `second_factor`: give its code. `enrol_second_factor`: set one up first. */
  @ApiProperty({ enum: NEXT_STEPS })
  next: NextStep;
  /** How serious the server is: `simulator` moves no money, `production` is real. */
  @ApiProperty({ enum: MODES })
  mode: Mode;
  /** To be sent as `X-CSRF-Token` with every write. Another one after each step of signing in. */
  csrfToken: string;
  /** ISO instant at which the session ends when nothing is done. */
  idleEndsAt: string;
  /** ISO instant at which it ends in any case. */
  endsAt: string;
}

/** One of one's sessions. */
export class ListedSessionDocument {
  /** @example "ses_0199c2f1a0b07c1d8e2f3a4b5c6d7e8f" */
  id: string;
  /** ISO instant. */
  createdAt: string;
  /** ISO instant, up to a minute late. */
  lastSeenAt: string;
  /** Internet address of the sign-in. */
  address: string;
  /** What the browser called itself. */
  userAgent: string;
  isThisOne: boolean;
}

/** One's sessions, the newest first. */
export class SessionListDocument {
  items: ListedSessionDocument[];
}

/** A second factor to be put into the app. */
export class EnrolmentDocument {
  /** Base32, for typing. */
  secret: string;
  /** The same for a QR code. */
  otpauthUri: string;
}

/** Recovery codes, shown this once. */
export class RecoveryCodesDocument {
  /** @example ["k7d2-9fqm-3x8t-zr5w"] */
  recoveryCodes: string[];
}
