// The providers, for filters and forms of the desk.
// Must never tell a setting or a credential of one.
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '../../access/require-permission.js';
import { documentOf } from '../../common/document.js';
import { ProviderRegistry } from '../../orders/provider-registry.js';
import { DeskProviderDocument, DeskProviderListDocument, ProviderLabelDocument } from './providers-desk.dto.js';

@ApiTags('admin')
@Controller('admin/providers')
@RequirePermission('desk:read')
export class ProvidersDeskController {
  constructor(private readonly registry: ProviderRegistry) {}

  /** Lists the providers that are in use. */
  @Get()
  @ApiOperation({ operationId: 'listProviders' })
  list(): DeskProviderListDocument {
    const items = this.registry.all().map(({ name, can, credentialNames, billing }) =>
      documentOf(DeskProviderDocument, {
        provider: name,
        label: documentOf(ProviderLabelDocument, can.label),
        credentialNames: [...credentialNames.names],
        keepsCards: billing !== undefined,
      }),
    );
    return documentOf(DeskProviderListDocument, { items });
  }
}
