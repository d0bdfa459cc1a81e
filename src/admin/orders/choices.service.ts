// What the filters of orders offer: the providers of this house, and the sellers.
// Must never tell anything of a seller but what it is called.
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { ProviderRegistry } from '../../orders/provider-registry.js';
import { Seller } from '../../sellers/seller.entity.js';

/** A list to choose from is no list of thousands; whoever has more sellers finds them by their code. */
const MOST_SELLERS = 500;

@Injectable()
export class Choices {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly providers: ProviderRegistry,
  ) {}

  async ofOrders(): Promise<{ providers: string[]; sellers: { code: string; name: string }[] }> {
    const sellers = await this.dataSource.manager.find(Seller, { order: { code: 'ASC' }, take: MOST_SELLERS });
    return {
      providers: this.providers.all().map(({ name }) => name),
      sellers: sellers.map(({ code, name }) => ({ code, name })),
    };
  }
}
