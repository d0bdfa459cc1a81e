// The providers as the desk tells of them.
// Must never carry a setting or a credential of one.
import { ApiProperty } from '@nestjs/swagger';

/** What people know a provider by. */
export class ProviderLabelDocument {
  ko: string;
  en: string;
}

/** A provider that is in use. */
export class DeskProviderDocument {
  /** Its name in the API. */
  provider: string;
  label: ProviderLabelDocument;
  /** The texts that a seller’s credentials there consist of. */
  @ApiProperty({ type: [String] })
  credentialNames: string[];
  /** Whether it keeps stored cards. */
  keepsCards: boolean;
}

/** The providers that are in use. */
export class DeskProviderListDocument {
  items: DeskProviderDocument[];
}
