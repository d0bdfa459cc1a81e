// The people of the desk: who works here, with which roles, and invitations.
// Must never show a link again after it was made; the service has only its hash.
import { Body, Controller, Get, Header, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentPerson, RequirePermission, type SignedInPerson } from '../access/require-permission.js';
import { documentOf } from '../common/document.js';
import { readId, showId } from '../common/ids.js';
import { cutPage, DEFAULT_PAGE_LIMIT, PageQuery } from '../common/page.dto.js';
import { Problem } from '../common/problems.js';
import { ChangeBook } from '../rights/change-book.js';
import {
  ChangePersonBody,
  CreatePersonBody,
  InvitationDocument,
  invitationDocument,
  InvitedPersonDocument,
  PersonDocument,
  personDocument,
  PersonPage,
} from './people.dto.js';
import { PeopleService } from './people.service.js';
import type { Person } from './person.entity.js';

@ApiTags('admin')
@Controller('admin/people')
@RequirePermission('people:manage')
export class PeopleController {
  constructor(
    private readonly people: PeopleService,
    private readonly changes: ChangeBook,
  ) {}

  /** Lists the people, disabled ones too. */
  @Get()
  @ApiOperation({ operationId: 'listPeople' })
  async list(@Query() query: PageQuery): Promise<PersonPage> {
    const limit = query.limit ?? DEFAULT_PAGE_LIMIT;
    const after = query.cursor === undefined ? undefined : readId('person', query.cursor);
    if (after === null) throw new Problem('malformed_request', { detail: 'cursor is not a nextCursor of this list.' });
    const page = cutPage(await this.people.list(limit + 1, after), limit, ({ id }) => showId('person', id));
    const items = await this.#documents(page.rows);
    return documentOf(PersonPage, { items, nextCursor: page.nextCursor });
  }

  /**
   * Makes a person and an invitation for them. The answer is the only time the link is shown. Roles that give rights over
   * money come, and the link opens, when a second administrator has approved it.
   */
  @Post()
  @ApiOperation({ operationId: 'createPerson' })
  @Header('Cache-Control', 'no-store')
  async create(@Body() body: CreatePersonBody, @CurrentPerson() by: SignedInPerson): Promise<InvitedPersonDocument> {
    const { person, invitation } = await this.people.create(by, body);
    return documentOf(InvitedPersonDocument, {
      person: await this.#document(person),
      invitation: invitationDocument(invitation),
    });
  }

  /** Shows a person. */
  @Get(':id')
  @ApiOperation({ operationId: 'showPerson' })
  async show(@Param('id') id: string): Promise<PersonDocument> {
    return this.#document(await this.people.find(uuidOf(id)));
  }

  /**
   * Changes name, roles or limit, disables a person or lets them in again. It takes effect at once, unless something of it
   * gives rights over money: then all of it waits for a second administrator. Nobody changes their own roles or limit.
   */
  @Patch(':id')
  @ApiOkResponse({ type: PersonDocument, description: 'Changed.' })
  @ApiAcceptedResponse({ type: PersonDocument, description: 'Nothing has changed yet: see `waitsForChangeIds`.' })
  @ApiOperation({ operationId: 'changePerson' })
  async change(
    @Param('id') id: string,
    @Body() body: ChangePersonBody,
    @CurrentPerson() by: SignedInPerson,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonDocument> {
    const { noRefundLimit, ...change } = body;
    if (noRefundLimit === true && change.refundLimitWon !== undefined) {
      throw new Problem('malformed_request', { detail: 'Give either refundLimitWon or noRefundLimit.' });
    }
    const wish = noRefundLimit === true ? { ...change, refundLimitWon: null } : change;
    const { person, waitsFor } = await this.people.change(by, uuidOf(id), wish);
    if (waitsFor !== null) void reply.status(202);
    return this.#document(person);
  }

  /** Makes a new link with which the person sets a password. Using it also takes their second factor away. */
  @Post(':id/invitations')
  @HttpCode(201)
  @ApiOperation({ operationId: 'invitePerson' })
  @Header('Cache-Control', 'no-store')
  async invite(@Param('id') id: string, @CurrentPerson() by: SignedInPerson): Promise<InvitationDocument> {
    return invitationDocument(await this.people.invite(by, uuidOf(id)));
  }

  async #document(person: Person): Promise<PersonDocument> {
    const waiting = await this.changes.waitingAbout([showId('person', person.id)]);
    return personDocument(person, waiting);
  }

  async #documents(people: readonly Person[]): Promise<PersonDocument[]> {
    const waiting = await this.changes.waitingAbout(people.map(({ id }) => showId('person', id)));
    return people.map((person) => personDocument(person, waiting));
  }
}

function uuidOf(shown: string): string {
  const uuid = readId('person', shown);
  if (uuid === null) throw new Problem('not_found', { detail: 'There is no such person.' });
  return uuid;
}
